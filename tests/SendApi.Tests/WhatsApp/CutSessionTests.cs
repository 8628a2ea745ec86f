namespace SendApi.Tests.WhatsApp;

/// <summary>A session that is cut while very many messages wait for it.</summary>
public sealed class CutSessionTests
{
    private const int Each = 50;

    [Theory, ClassData(typeof(Engines))]
    public async Task New_sends_are_refused_at_once_and_those_that_wait_go_when_it_is_back_or_end_by_their_validity(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        await Clouds.Template(app, session);
        // What a day allows begins with the template that was just approved.
        var at = app.Clock.GetUtcNow().AddMinutes(5).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var (patient, brief) = (new List<string>(), new List<string>());
        for (var i = 0; i < Each; i++)
        {
            patient.Add(await Waiting(app, session, $"+4477009001{i:00}", $$"""{"send_at": "{{at}}", "validity_seconds": 86400}"""));
            brief.Add(await Waiting(app, session, $"+4477009001{i:00}", $$"""{"send_at": "{{at}}", "validity_seconds": 60}"""));
        }

        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "logged_out");
        var refused = await app.Post("/v1/whatsapp/send", Clouds.Send(session));
        Assert.Equal((4003, 422), (refused.Code, refused.Status));
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var id in brief)
            Assert.Contains("validity", (await Sessions.MessageUntil(app, id, "failed")).Json.GetProperty("data").GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        foreach (var id in patient)
            Assert.Equal("accepted", (await app.Get($"/v1/whatsapp/messages/{id}")).Data("status"));
        Assert.Equal(200, (await app.Put($"/v1/whatsapp/sessions/{session}", """{"cloud": {"access_token": "new"} }""")).Status);
        foreach (var id in patient)
            await Sessions.MessageUntil(app, id, "delivered");
    }

    private static async Task<string> Waiting(TestApp app, string session, string to, string more)
    {
        var body = Clouds.Send(session, to);
        var reply = await app.Post("/v1/whatsapp/send", $"{body[..body.LastIndexOf('}')]}, {more[1..]}");
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Data("id");
    }
}
