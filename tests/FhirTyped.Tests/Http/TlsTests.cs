using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FhirTyped.Tests.Http;

/// <summary>Certificates: a private authority, and mutual TLS, against a server with a certificate made here.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task PrivateAuthority_IsTrustedWhereTheOptionsNameIt_AndNowhereElse()
    {
        using var authority = Authority("CN=hospital");
        using var other = Authority("CN=somebody else");
        using var certificate = Signed(authority, "CN=127.0.0.1", isServer: true);
        await using var server = new TlsServer(certificate);

        Assert.Equal("p1", (await Client(server, o => o.CertificateAuthorities = () => [X509CertificateLoader.LoadCertificate(authority.RawData)]).Patient.ReadAsync("p1")).Id);
        await Assert.ThrowsAsync<FhirTransportException>(() => Client(server, static _ => { }).Patient.ReadAsync("p1"));
        await Assert.ThrowsAsync<FhirTransportException>(
            () => Client(server, o => o.CertificateAuthorities = () => [X509CertificateLoader.LoadCertificate(other.RawData)]).Patient.ReadAsync("p1"));
    }

    [Fact]
    public async Task ClientCertificate_IsShown()
    {
        using var authority = Authority("CN=hospital");
        using var certificate = Signed(authority, "CN=127.0.0.1", isServer: true);
        using var own = Signed(authority, "CN=our program", isServer: false);
        await using var server = new TlsServer(certificate);

        await Client(server, o =>
        {
            o.CertificateAuthorities = () => [X509CertificateLoader.LoadCertificate(authority.RawData)];
            o.ClientCertificates = () => [own];
        }).Patient.ReadAsync("p1");

        Assert.Equal("CN=our program", server.ClientName);
    }

    [Fact]
    public void ClientCertificate_WithoutItsKey_IsToldWhenTheClientIsMade()
    {
        using var authority = Authority("CN=hospital");

        Assert.Throws<InvalidOperationException>(() => FhirPlatform.Create<WritingPlatform>(o => o.Transport = new FhirTransportOptions
        {
            ClientCertificates = () => [X509CertificateLoader.LoadCertificate(authority.RawData)],
        }));
    }

    private static WritingPlatform Client(TlsServer server, Action<FhirTransportOptions> configure) => FhirPlatform.Create<WritingPlatform>(o =>
    {
        o.BaseUrl = server.Address;
        o.Resilience.MaxRetryAttempts = 0;
        configure(o.Transport = new FhirTransportOptions());
    });

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string name, bool isServer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isServer ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], critical: false));
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Answers every request over TLS with one Patient.</summary>
    private sealed class TlsServer : IAsyncDisposable
    {
        private static readonly byte[] Answer = Encoding.Latin1.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 36\r\nConnection: close\r\n\r\n" + """{"resourceType":"Patient","id":"p1"}""");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _end = new();
        private readonly Task _serving;

        public TlsServer(X509Certificate2 certificate)
        {
            _listener.Start();
            Address = new Uri($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/fhir");
            _serving = ServeAsync(certificate);
        }

        public Uri Address { get; }

        public string? ClientName { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            _listener.Stop();
            await _serving;
            _end.Dispose();
        }

        private async Task ServeAsync(X509Certificate2 certificate)
        {
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                    await using var stream = new SslStream(client.GetStream());
                    await stream.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = static (_, _, _, _) => true }, _end.Token);
                    ClientName = stream.RemoteCertificate?.Subject;
                    var buffer = new byte[4096];
                    if (await stream.ReadAsync(buffer, _end.Token) > 0)
                    {
                        await stream.WriteAsync(Answer, _end.Token);
                    }
                }
                catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
                {
                    // The client does not trust us, or the test is over.
                }
            }
        }
    }
}
