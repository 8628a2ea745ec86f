using System.Text;
using System.Text.Json;
using SendApi.Proof.Faults;
using SendApi.Proof.Processes;

namespace SendApi.Proof.Running;

/// <summary>Everything a proof stands on, set up and taken down again: store, carrier, endpoint, nodes, clients and the operator.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>How many texts may be answered and not told the end of yet, so that a long run is as calm at its end as at its beginning.</summary>
    private const long MostOpen = 2_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sendapi-prove-");
    private readonly ProofPlan _plan;

    private Stage(ProofPlan plan) => _plan = plan;

    public ProofStore Store { get; private set; } = new FileStore();

    public SmallDisk? Disk { get; private set; }

    public Carrier Carrier { get; private set; } = null!; // Set before Open gives the stage away, as the four below.

    public Hooks Hooks { get; private set; } = null!;

    public Fleet Fleet { get; private set; } = null!;

    public Texts Texts { get; private set; } = null!;

    public TopUps TopUps { get; private set; } = null!;

    public string Folder => _folder.FullName;

    /// <summary>The key the clients send with.</summary>
    public string Key { get; private set; } = "";

    public static async Task<Stage> Open(ProofPlan plan, TimeProvider clock, CancellationToken ct)
    {
        var stage = new Stage(plan);
        try
        {
            await stage.SetUp(clock, ct);
            return stage;
        }
        catch (Exception)
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Texts?.Dispose();
        TopUps?.Dispose();
        foreach (var part in (IAsyncDisposable?[])[Fleet, Hooks, Carrier, Store])
            if (part is not null)
                await part.DisposeAsync();
        if (Disk is not null)
            await Disk.DisposeAsync();
        if (!_plan.Keep)
            _folder.Delete(recursive: true);
    }

    private async Task SetUp(TimeProvider clock, CancellationToken ct)
    {
        Store = await ProofStore.Open(_plan, ct);
        if (_plan.Faults.Contains(FaultKind.DiskFull))
            Disk = await SmallDisk.Mount(64 + 4 * _plan.Rounds.Count, ct);
        Carrier = await Carrier.Open(clock, ct);
        Hooks = await Hooks.Open(ct);
        Fleet = new Fleet(_plan, Store, Folder, Path.Combine(Disk?.Folder ?? Folder, "data"));

        // Our program first: it makes the schema, also where another version runs beside it.
        Key = await Fleet.Must(ct, "keys", "create", "--name", "prove", "--scopes", "admin");
        string[] settings = ["host=127.0.0.1", $"port={Carrier.Port}", "system_id=prove", "password=prove", "response_timeout_seconds=2", $"window={Fleet.Window}"];
        await Fleet.Must(ct, ["providers", "add", "smpp", "--name", "smsc", .. settings.SelectMany(s => (string[])["--set", s])]);
        TopUps = new TopUps(Fleet, clock);
        await TopUps.Open(ct);
        await Fleet.Start();
        await Subscribe(ct);
        Texts = new Texts(Fleet, Key, clock, answered => answered - Hooks.Ended < MostOpen);
    }

    private async Task Subscribe(CancellationToken ct)
    {
        using var http = new HttpClient();
        var body = JsonSerializer.Serialize(new { url = Hooks.Url.ToString(), events = (string[])["sms.*"] });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Fleet.Nodes[0].Url!, "/v1/webhooks")) // It listens: Start has waited for it.
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", Key) },
        };
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
            throw new ProcessFault($"No webhook could be made: {await answer.Content.ReadAsStringAsync(ct)}");
    }
}
