using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>The stream of events in words.</summary>
internal static class StreamDocs
{
    public static readonly OperationDocs Stream = new("streamEvents", "Follow events on a stream",
        "For a developer's own machine, which no webhook can reach: `sendapi listen` uses it. Answers server-sent events that go on until you hang up. "
        + "The first one, `ready`, names the secret that the listener signs with when it passes events on; each further one has the event's name, its id, and as `data` the body that a webhook would get. "
        + "A `ping` comes every 15 seconds. Events that happen while nobody listens are not kept for a stream.",
        [new("events", "query, names with commas", "Only these: names such as `sms.delivered`, families such as `sms.*`; all without it.") { Example = "sms.*" }])
    {
        AnswerMedia = "text/event-stream",
        AnswerExample = """
            event: ready
            data: {"listener":"lsn_01J9ZK3V5T8W2Y4A6C8E0G2J4M","secret":"whsec_…","events":["sms.*"]}

            event: sms.sent
            id: evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M
            data: {"id":"evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M","event":"sms.sent","timestamp":"2026-03-09T14:30:01Z","data":{…}}


            """,
    };
}
