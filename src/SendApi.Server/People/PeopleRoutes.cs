using System.Text.Json.Serialization;

namespace SendApi.Server.People;

/// <summary>All operations about the people of accounts: who they are, and how they sign in.</summary>
public static class PeopleRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        CreateSignIn.Map(v1);
        GetSignIn.Map(v1);
        EndSignIn.Map(v1);
        ChangePassword.Map(v1);
        BeginTotp.Map(v1);
        ConfirmTotp.Map(v1);
        RemoveTotp.Map(v1);
        SignUp.Map(v1);
        ListMembers.Map(v1);
        AddMember.Map(v1);
        UpdateMember.Map(v1);
        RemoveMember.Map(v1);
        InviteMember.Map(v1);
    }
}

/// <summary>The source-generated JSON types of the people slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(InvitationView))]
[JsonSerializable(typeof(NewSignInView))]
[JsonSerializable(typeof(SignInView))]
[JsonSerializable(typeof(TotpView))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(AddMember.Request), TypeInfoPropertyName = "AddMemberRequest")]
[JsonSerializable(typeof(UpdateMember.Request), TypeInfoPropertyName = "UpdateMemberRequest")]
[JsonSerializable(typeof(CreateSignIn.Request), TypeInfoPropertyName = "CreateSignInRequest")]
[JsonSerializable(typeof(SignUp.Request), TypeInfoPropertyName = "SignUpRequest")]
[JsonSerializable(typeof(ChangePassword.Request), TypeInfoPropertyName = "ChangePasswordRequest")]
internal sealed partial class PeopleJson : JsonSerializerContext;
