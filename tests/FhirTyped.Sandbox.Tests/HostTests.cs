using System.Net.Sockets;
using System.Text;

namespace FhirTyped.Sandbox.Tests;

/// <summary>By whose name the sandbox is addressed, byte for byte: a page of the web must not reach it by DNS rebinding.</summary>
public sealed class HostTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:1234")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("evillocalhost")]
    [InlineData("10.0.0.1")]
    [InlineData("[::2]")]
    [InlineData("")]
    public async Task AForeignHost_IsRefused(string host)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1", "Secret"));
        var answer = await AskAsync(sandbox, "GET /fhir/r4/Patient/p1 HTTP/1.1", host);

        Assert.StartsWith("HTTP/1.1 421 ", answer, StringComparison.Ordinal);
        Assert.Contains("OperationOutcome", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:80")]
    [InlineData("localhost.")]
    [InlineData("fhir.localhost")]
    [InlineData("127.0.0.1:5")]
    [InlineData("127.1.2.3")]
    [InlineData("[::1]:80")]
    [InlineData("fhir.test")]
    [InlineData("FHIR.test:8080")]
    public async Task ItsOwnHost_IsAnswered(string host)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { AllowedHosts = { "fhir.test" } });
        await sandbox.LoadAsync(People.Patient("p1"));

        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(sandbox, "GET /fhir/r4/Patient/p1 HTTP/1.1", host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AForeignHost_WritesNothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await AskAsync(sandbox, "POST /fhir/r4/Patient HTTP/1.1", "evil.example", """{"resourceType":"Patient"}""");

        Assert.Equal(0, sandbox.Count);
    }

    private static async Task<string> AskAsync(FhirSandbox sandbox, string line, string host, string body = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", sandbox.BaseUrl.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{line}\r\nHost: {host}\r\nContent-Type: application/fhir+json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
