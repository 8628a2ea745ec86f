using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SendApi.Bench.Phone;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Load;

/// <summary>`load`: the generator by itself, in a process of its own; the other verbs start it so, and a person may aim it at a running server.</summary>
public static class LoadCommand
{
    private static readonly Option<string> Target = new("--target")
    {
        Description = "What to send: `sendapi` (POST /v1/sms/send), `otp` (POST /v1/verify/send), `phone-bulk` (POST /v1/phone/validate-bulk with 1,000 numbers), `phone` (GET /v1/phone/validate) or `kannel` (GET /cgi-bin/sendsms).",
        DefaultValueFactory = _ => "sendapi",
    };

    private static readonly Option<int[]> Ports = new("--port") { Description = "The server's port on 127.0.0.1; repeat it for each node.", Required = true };

    private static readonly Option<string> Key = new("--key") { Description = "The API key (for Kannel: the password of user `bench`).", Required = true };

    private static readonly Option<long> Max = new("--max") { Description = "Sends at most, warm-up included.", DefaultValueFactory = _ => 3_000_000 };

    private static readonly Option<double?> Rate = new("--rate") { Description = "Sends a second at fixed moments; left out, as fast as answers come." };

    private static readonly Option<long> First = new("--first") { Description = "The first sequence number in the texts." };

    private static readonly Option<string?> Marks = new("--marks") { Description = "A file for the times of each send." };

    public static Command Create()
    {
        Target.AcceptOnlyFromAmong("sendapi", "otp", "phone-bulk", "phone", "kannel");
        var command = new Command("load", "Sends messages to a server on 127.0.0.1 and prints rate, latencies and statuses as JSON.")
        {
            Target, Ports, Key, CommonOptions.Connections, CommonOptions.WarmUp, CommonOptions.Seconds, Max, Rate, First, Marks,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>The arguments that make a child process run this plan.</summary>
    public static IReadOnlyList<string> Arguments(string target, string key, LoadPlan plan)
    {
        List<string> arguments =
        [
            "load", "--target", target, .. plan.Ports.SelectMany(port => (string[])["--port", $"{port}"]), "--key", key, "--connections", $"{plan.Connections}", "--warm-up",
            Number(plan.WarmUp.TotalSeconds), "--seconds", Number(plan.Measured.TotalSeconds), "--max", $"{plan.MaxSends}", "--first", $"{plan.FirstSequence}",
        ];
        if (plan.SendsPerSecond is { } rate)
            arguments.AddRange(["--rate", Number(rate)]);
        if (plan.MarksPath is not null)
            arguments.AddRange(["--marks", plan.MarksPath]);
        return arguments;
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var ports = options.GetRequiredValue(Ports);
        var key = options.GetRequiredValue(Key);
        var result = await LoadGenerator.Run(
            new LoadPlan(ports, Template(options.GetRequiredValue(Target), ports[0], key))
            {
                Connections = options.GetValue(CommonOptions.Connections),
                WarmUp = options.GetValue(CommonOptions.WarmUp).Seconds(),
                Measured = options.GetValue(CommonOptions.Seconds).Seconds(),
                MaxSends = options.GetValue(Max),
                SendsPerSecond = options.GetValue(Rate),
                FirstSequence = options.GetValue(First),
                MarksPath = options.GetValue(Marks),
            },
            ct);

        Console.WriteLine(JsonSerializer.Serialize(result, ReportFiles.Line));
        return result.FirstUnexpected is null ? 0 : 1;
    }

    private static RequestTemplate Template(string target, int port, string key) =>
        target switch
        {
            "kannel" => RequestTemplate.Kannel(port, key),
            "otp" => RequestTemplate.Codes(port, key),
            "phone-bulk" => RequestTemplate.PhoneBulk(port, key, WorldNumbers.Rows(WorldNumbers.InABulk)),
            "phone" => RequestTemplate.Phone(port, key),
            _ => RequestTemplate.SendApi(port, key),
        };

    private static TimeSpan Seconds(this double seconds) => TimeSpan.FromSeconds(seconds);
}
