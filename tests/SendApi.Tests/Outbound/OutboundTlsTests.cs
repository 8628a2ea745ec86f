using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SendApi.Server.Outbound;

namespace SendApi.Tests.Outbound;

public sealed class OutboundTlsTests
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch, To = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_before_a_byte_of_the_body_is_sent()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request("CN=localhost", key).CreateSelfSigned(From, To);
        var received = -1;
        await using var receiver = new Receiver(async (stream, ct) =>
        {
            await using var tls = await Serve(stream, certificate, ct);
            Volatile.Write(ref received, await tls.ReadAsync(new byte[1], ct));
        });
        using var calls = new Calls(OutboundOptions.Loopback.ToArray());

        Assert.Equal("The certificate of the host is not trusted.", Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"https://localhost:{receiver.Port}/")).Reason);
        Assert.NotEqual(1, Volatile.Read(ref received));
    }

    /// <summary>A certificate can name where its issuer's is to be fetched from. A customer could write an address inside there.</summary>
    [Fact]
    public async Task A_certificate_cannot_make_us_call_an_address_of_its_own()
    {
        await using var inside = new Receiver("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = Request("CN=issuer", issuerKey, new X509BasicConstraintsExtension(true, false, 0, true)).CreateSelfSigned(From, To);
        using var bare = Request("CN=localhost", key, new X509AuthorityInformationAccessExtension(null, [$"http://127.0.0.1:{inside.Port}/issuer.cer"])).Create(issuer, From, To, [1]);
        using var certificate = bare.CopyWithPrivateKey(key);
        await using var receiver = new Receiver(async (stream, ct) =>
        {
            await using var tls = await Serve(stream, certificate, ct);
            _ = await tls.ReadAsync(new byte[1], ct);
        });
        using var calls = new Calls(OutboundOptions.Loopback.ToArray());

        Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"https://localhost:{receiver.Port}/"));
        Assert.Equal((1, 0), (receiver.Connections, inside.Connections));
    }

    [Fact]
    public async Task A_host_that_speaks_no_TLS_is_a_failure()
    {
        await using var receiver = new Receiver(async (stream, ct) => await stream.WriteAsync("220 mail.example.com ESMTP\r\n"u8.ToArray(), ct));
        using var calls = new Calls(OutboundOptions.Loopback.ToArray());

        Assert.Equal("No secure connection could be agreed on with the host.",
            Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"https://127.0.0.1:{receiver.Port}/")).Reason);
    }

    private static CertificateRequest Request(string name, ECDsa key, params X509Extension[] extensions)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var extension in extensions.Append(names.Build()))
            request.CertificateExtensions.Add(extension);
        return request;
    }

    private static async Task<SslStream> Serve(Stream stream, X509Certificate2 certificate, CancellationToken ct)
    {
        var tls = new SslStream(stream);
        // Offline, so that what fetches the issuer in the test can only be the client.
        var context = SslStreamCertificateContext.Create(certificate, null, offline: true);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, ct);
        return tls;
    }
}
