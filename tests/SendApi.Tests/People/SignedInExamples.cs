using System.Text;
using SendApi.Server.Http;

namespace SendApi.Tests.People;

/// <summary>The documented examples of operations about a sign-in: each needs a person of its own, who is signed in.</summary>
internal static class SignedInExamples
{
    public static bool Are(Operation operation) => operation.Path.StartsWith(Persons.Current, StringComparison.Ordinal);

    /// <summary>Gives the key of somebody for whom the request works. A code in it is put right.</summary>
    public static async Task<string> Prepare(TestApp app, Operation operation, HttpRequestMessage request)
    {
        var key = (await Persons.Join(app, $"{operation.Docs!.Id.ToLowerInvariant()}@example.com", "developer")).Data("live_key");
        if (operation.Docs.Id == "confirmTotp")
            Put(request, Persons.Code(app, (await app.Post(Persons.Totp, null, key)).Data("secret")));
        else if (operation.Docs.Id == "removeTotp")
            Put(request, Persons.Code(app, await Persons.TurnOnTotp(app, key), steps: 1));
        return key;
    }

    private static void Put(HttpRequestMessage request, string code) => request.Content = new StringContent(Persons.Body(code), Encoding.UTF8, "application/json");
}
