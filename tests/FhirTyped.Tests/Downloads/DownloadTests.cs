using System.Net;
using System.Security.Cryptography;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>The bytes of Binary, over a real connection.</summary>
public sealed class DownloadTests
{
    private const string Pdf = "Content-Type: application/pdf";

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(static i => (byte)(i * 7))];

    [Fact]
    public async Task Id_GivesTheBytesAsTheyAre()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Bytes, Pdf + "; charset=x"));

        await using var download = await ClientOf(server).Binary.DownloadAsync("b-1");

        Assert.Equal(("application/pdf", (long?)Bytes.Length), (download.ContentType, download.Length));
        Assert.Equal(Bytes, await download.ReadAllBytesAsync());
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/fhir/Binary/b-1", "*/*", "Bearer secret"), (request.Target, request.Header("Accept").Single(), request.Header("Authorization").Single()));
    }

    [Theory]
    [InlineData("Binary/b-1", "/fhir/Binary/b-1")]
    [InlineData("{base}/Binary/b-1", "/fhir/Binary/b-1")]
    public async Task Attachment_LeadsToItsBinary_WhichIsHeldAgainstIt(string url, string target)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Bytes, Pdf));
        var attachment = Announce(url.Replace("{base}", server.Address + "fhir"));

        await using var download = await ClientOf(server).Binary.DownloadAsync(attachment);
        using var copy = new MemoryStream();
        await download.Content.CopyToAsync(copy);

        Assert.Equal(Bytes, copy.ToArray());
        Assert.Equal((target, "application/pdf, */*;q=0.1"), (server.Requests[0].Target, server.Requests[0].Header("Accept").Single()));
    }

    [Theory]
    [InlineData("https://elsewhere.example/fhir/Binary/b-1")]
    [InlineData("http://127.0.0.1:1/fhir/Binary/b-1")]
    [InlineData("{root}other/Binary/b-1")]
    [InlineData("{root}fhir/../other/Binary/b-1")]
    [InlineData("{root}fhir/%2e%2e/other/Binary/b-1")]
    [InlineData("{root}fhir/Patient/b-1")]
    [InlineData("{root}fhir/Binary/b-1?x=y")]
    [InlineData("Patient/b-1")]
    [InlineData("Binary/..")]
    [InlineData("//elsewhere.example/Binary/b-1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("urn:uuid:4dfc6d1a-5a3e-4c5b-8a0e-0d1a2b3c4d5e")]
    [InlineData("")]
    public async Task Url_ThatIsNoBinaryOfTheServer_IsNotAskedFor(string url)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Bytes, Pdf));
        var attachment = new Attachment { Url = url.Replace("{root}", server.Address.ToString()) };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => ClientOf(server).Binary.DownloadAsync(attachment));

        Assert.DoesNotContain("example", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Version_IsJudgedAsOne()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Bytes, Pdf));

        await Assert.ThrowsAsync<FhirCapabilityException>(() => ClientOf(server).Binary.DownloadAsync(new Attachment { Url = "Binary/b-1/_history/2" }));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task MediaTypeOrSize_OtherThanAnnounced_ThrowsBeforeAnythingIsRead()
    {
        foreach (var answer in new[] { RawAnswer.Of("200 OK", Bytes, "Content-Type: text/html"), RawAnswer.Of("200 OK", Bytes[..10], Pdf), RawAnswer.Of("204 No Content") })
        {
            await using var server = RawServer.Start(answer);
            await Assert.ThrowsAsync<FhirProtocolException>(() => ClientOf(server).Binary.DownloadAsync(Announce("Binary/b-1")));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task SizeThatTheServerDidNotSay_IsCounted(int more)
    {
        var body = Encoding.Latin1.GetString([.. Bytes, 1]);
        await using var server = RawServer.Start(RawAnswer.Bytes("HTTP/1.1 200 OK\r\n" + Pdf + "\r\nConnection: close\r\n\r\n" + body));
        var attachment = new Attachment { Url = "Binary/b-1", Size = Bytes.Length + 1 + more };

        await using var download = await ClientOf(server).Binary.DownloadAsync(attachment);

        Assert.Null(download.Length);
        await Assert.ThrowsAsync<FhirProtocolException>(() => download.ReadAllBytesAsync());
    }

    [Fact]
    public async Task Hash_OtherThanAnnounced_ThrowsAtTheEnd()
    {
        var changed = Bytes.ToArray();
        changed[^1]++;
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", changed, Pdf));

        await using var download = await ClientOf(server).Binary.DownloadAsync(Announce("Binary/b-1"));

        await Assert.ThrowsAsync<FhirProtocolException>(() => download.ReadAllBytesAsync());
    }

    [Fact]
    public async Task ContentThatBreaksOff_IsNoContent()
    {
        await using var server = RawServer.Start(RawAnswer.Bytes("HTTP/1.1 200 OK\r\n" + Pdf + "\r\nContent-Length: 100\r\n\r\nabc"));
        await using var download = await ClientOf(server).Binary.DownloadAsync("b-1");

        await Assert.ThrowsAsync<FhirTransportException>(() => download.ReadAllBytesAsync());
    }

    [Fact]
    public async Task ContentThatStandsStill_EndsWithTheTimeOfARequest()
    {
        await using var server = RawServer.Start(RawAnswer.Stalling("HTTP/1.1 200 OK\r\n" + Pdf + "\r\nContent-Length: 100\r\n\r\nabc"));
        await using var download = await ClientOf(server, static options => options.RequestTimeout = TimeSpan.FromMilliseconds(300)).Binary.DownloadAsync("b-1");

        await Assert.ThrowsAsync<FhirTimeoutException>(() => download.ReadAllBytesAsync());
    }

    [Fact]
    public async Task MoreThanTheLimit_IsReadInPiecesOnly()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Bytes, Pdf));
        var client = ClientOf(server, static options => options.MaximumResponseBytes = 1000);

        await using var all = await client.Binary.DownloadAsync("b-1");
        await Assert.ThrowsAsync<FhirProtocolException>(() => all.ReadAllBytesAsync());
        await using var pieces = await client.Binary.DownloadAsync("b-1");
        await pieces.Content.CopyToAsync(Stream.Null);
    }

    [Fact]
    public async Task ServerThatGivesTheResource_IsUnderstood()
    {
        var json = FhirJson.ToJson(new Binary { ContentType = "application/pdf", Data = Convert.ToBase64String(Bytes) });
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", json));

        await using var download = await ClientOf(server).Binary.DownloadAsync(Announce("Binary/b-1"));

        Assert.Equal(("application/pdf", (long?)Bytes.Length), (download.ContentType, download.Length));
        Assert.Equal(Bytes, await download.ReadAllBytesAsync());
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"b-1"}""")]
    [InlineData("""{"resourceType":"Binary","contentType":"application/pdf","data":"?"}""")]
    [InlineData("""{"resourceType":"Binary","contentType":"application/pdf"}""")]
    public async Task ResourceThatIsNoContent_IsAnError(string json)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", json));

        await Assert.ThrowsAsync<FhirProtocolException>(() => ClientOf(server).Binary.DownloadAsync("b-1"));
    }

    [Fact]
    public async Task Refusals_AreThoseOfARead()
    {
        const string Outcome = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}""";
        await using var missing = RawServer.Start(RawAnswer.Of("404 Not Found", Outcome));
        Assert.True((await Assert.ThrowsAsync<FhirNotFoundException>(() => ClientOf(missing).Binary.DownloadAsync("b-1"))).IsAboutResource);
        await using var moved = RawServer.Start(RawAnswer.Of("302 Found", "", "Location: https://elsewhere.example/"));
        Assert.Equal(HttpStatusCode.Found, (await Assert.ThrowsAsync<FhirResponseException>(() => ClientOf(moved).Binary.DownloadAsync("b-1"))).StatusCode);
        await using var ok = RawServer.Start(RawAnswer.Of("200 OK", Outcome));
        await Assert.ThrowsAsync<FhirResponseException>(() => ClientOf(ok).Binary.DownloadAsync("b-1"));
    }

    [Fact]
    public async Task Data_OfTheAttachment_NeedNoServer()
    {
        await using var server = RawServer.Start(RawAnswer.Reset);
        var attachment = Announce(null);
        attachment.Data = Convert.ToBase64String(Bytes, Base64FormattingOptions.InsertLineBreaks);

        await using var download = await ClientOf(server).Binary.DownloadAsync(attachment);
        Assert.Equal(Bytes, await download.ReadAllBytesAsync());

        attachment.Size = 1;
        await Assert.ThrowsAsync<FhirProtocolException>(() => ClientOf(server).Binary.DownloadAsync(attachment));
        foreach (var wrong in new[] { new Attachment(), new Attachment { Data = "?" }, new Attachment { Data = "AA==", Hash = "AA==" }, new Attachment { Data = "AA==", ContentType = "?" } })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => ClientOf(server).Binary.DownloadAsync(wrong));
        }

        Assert.Empty(server.Requests);
    }

    private static Attachment Announce(string? url) => new()
    {
#pragma warning disable CA5350 // the hash that FHIR R4 has
        Url = url, ContentType = "application/pdf; charset=x", Size = Bytes.Length, Hash = Convert.ToBase64String(SHA1.HashData(Bytes)),
#pragma warning restore CA5350
    };

    private static TestPlatform ClientOf(RawServer server, Action<FhirPlatformOptions>? configure = null) => WireClient.Of(server, options =>
    {
        options.AccessToken = static _ => ValueTask.FromResult<string?>("secret");
        configure?.Invoke(options);
    });
}
