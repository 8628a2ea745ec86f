using System.Globalization;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Meta;

/// <summary>Asks Meta's Graph API in the name of a number, each request once.</summary>
/// <remarks>Source: Graph API documentation, Overview and Handling errors: the token as a bearer, faults in <c>error</c>.</remarks>
internal sealed class CloudGraph(CloudOptions options, TimeProvider clock) : IDisposable
{
    private const int Window = 64, FileWindow = 16;

    /// <summary>A page of 50 templates, each as long as it may be, is shorter.</summary>
    private const int LongestPage = 1024 * 1024;

    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(20), FileAnswer = TimeSpan.FromSeconds(60), Margin = TimeSpan.FromSeconds(2);

    private readonly HttpCaller _http = new(new HttpLimits(Window, 0, Answer), clock, options.Inside);
    private readonly HttpCaller _files = new(new HttpLimits(FileWindow, 0, FileAnswer), clock, options.Inside);

    /// <summary>A file that is handed up, and then the message with it.</summary>
    public static TimeSpan Longest => FileAnswer + Answer + Margin;

    /// <summary>Asks for something that a message needs; the exchange is for its timeline.</summary>
    public Task<(HttpHeard Heard, Exchange? Exchange)> Post(CloudAccess access, string path, byte[] json, WhatsAppSubmission of) =>
        Told(_http, access, Request(access, HttpMethod.Post, path) with { Body = json, ContentType = "application/json" }, of);

    /// <summary>The same for a file.</summary>
    public Task<(HttpHeard Heard, Exchange? Exchange)> Upload(CloudAccess access, string path, (string ContentType, byte[] Before, HttpFile File) form, WhatsAppSubmission of) =>
        Told(_files, access, Request(access, HttpMethod.Post, path) with { ContentType = form.ContentType, Body = form.Before, File = form.File }, of);

    public Task<(HttpHeard Heard, ReceivedFile? File)> Download(CloudAccess access, Uri url, int longest) =>
        _files.Fetch(HttpCall.Get(url.AbsoluteUri, Bearer(access)), longest);

    /// <summary>Asks for something that may be long, such as a page of a list.</summary>
    public async Task<JsonElement?> Page(CloudAccess access, string path)
    {
        var (heard, file) = await _http.Fetch(Request(access, HttpMethod.Get, path), LongestPage);
        var answer = Answered(heard);
        return Good(access, answer with { Body = file is null ? null : Encoding.UTF8.GetString(file.Bytes) });
    }

    /// <summary>Asks for something that must be answered; throws <see cref="GatewayFault"/> where it is not.</summary>
    public async Task<HttpHeard.Answered> Ask(CloudAccess access, HttpMethod method, string path, byte[]? json = null) =>
        Answered(await _http.Call(Request(access, method, path) with { Body = json ?? [], ContentType = json is null ? null : "application/json" }));

    /// <summary>What an answer holds; throws <see cref="GatewayFault"/> for one that is no success.</summary>
    public static JsonElement? Good(CloudAccess access, HttpHeard.Answered answer) => answer.IsSuccess ? JsonText.Parse(answer.Body) : throw Fault(access, answer);

    public static GatewayFault Fault(CloudAccess access, HttpHeard.Answered answer) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Meta answered HTTP {answer.Status}: {CloudFault.Read(JsonText.Parse(answer.Body), access.Token).Sentence}.")) { IsRefused = answer.Status is >= 400 and < 500 and not 429 };

    /// <summary>An id of Meta's as it may stand in a path.</summary>
    public static string Id(string id) => id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? id
        : throw new GatewayFault($"'{HttpOutcomes.Short(id, 40)}' is no id of Meta's.");

    public void Dispose()
    {
        _http.Dispose();
        _files.Dispose();
    }

    private static async Task<(HttpHeard Heard, Exchange? Exchange)> Told(HttpCaller caller, CloudAccess access, HttpCall call, WhatsAppSubmission of)
    {
        var heard = await caller.Call(call);
        return (heard, HttpTranscript.Of(call, heard, new Blotting(of.To.Digits, ContentWords.Of(of.Content), [access.Token, access.AppSecret])));
    }

    private static HttpHeard.Answered Answered(HttpHeard heard) => heard switch
    {
        HttpHeard.Answered answer => answer,
        HttpHeard.NotSent notSent => throw new GatewayFault($"Meta's Cloud API cannot be reached: {notSent.Why}."),
        HttpHeard.Silence silence => throw new GatewayFault($"Meta's Cloud API did not answer: {silence.Why}."),
        _ => throw new InvalidOperationException("An exchange ended in a way that is not known."),
    };

    private HttpCall Request(CloudAccess access, HttpMethod method, string path) => new(method, new Uri(options.Graph, path).AbsoluteUri, [Bearer(access)], [], null);

    private static (string Name, string Value) Bearer(CloudAccess access) => ("Authorization", "Bearer " + access.Token);
}
