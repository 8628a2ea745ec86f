using System.Text.Json.Serialization;
using SendApi.Server.Http;

namespace SendApi.Server.Accounts;

/// <summary>All routes of this slice. Those of the operator stand in one group that is marked as a whole.</summary>
public static class AccountRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        GetOwnAccount.Map(v1);

        var admin = v1.MapGroup("/admin").NeedsOperator();
        ListAccounts.Map(admin);
        CreateAccount.Map(admin);
        GetAccount.Map(admin);
        UpdateAccount.Map(admin);
        BookPayment.Map(admin);
        ListPlans.Map(admin);
        UpdatePlan.Map(admin);
    }
}

/// <summary>The source-generated JSON types of the accounts slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(List<PlanView>))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(CreateAccount.Request), TypeInfoPropertyName = "CreateAccountRequest")]
[JsonSerializable(typeof(UpdateAccount.Request), TypeInfoPropertyName = "UpdateAccountRequest")]
[JsonSerializable(typeof(BookPayment.Request), TypeInfoPropertyName = "BookPaymentRequest")]
[JsonSerializable(typeof(UpdatePlan.Request), TypeInfoPropertyName = "UpdatePlanRequest")]
internal sealed partial class AccountsJson : JsonSerializerContext;
