using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>What a server, a file or a caller gives never becomes a header or a request of its own. Looked at as bytes on the other side.</summary>
public sealed class HeaderSafetyTests
{
    private const string Smuggled = "9\"\r\nX-Smuggled: 1\r\n\r\nDELETE /fhir/Patient/other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

    public static TheoryData<string, Func<WritingPlatform, string, Task>> VersionedRequests => new()
    {
        { "update", static (client, version) => client.Encounter.UpdateAsync(new Encounter { Id = "e1", Meta = new Meta { VersionId = version } }) },
        { "delete", static (client, version) => client.Encounter.DeleteAsync(new Encounter { Id = "e1", Meta = new Meta { VersionId = version } }) },
        { "JSON Patch", static (client, version) => client.Encounter.PatchAsync("e1", new JsonPatch { VersionId = version }.Remove("/period")) },
        { "FHIRPath Patch", static (client, version) => client.Encounter.PatchAsync("e1", new FhirPathPatch { VersionId = version }.Delete("Encounter.period")) },
        { "conditional read", static (client, version) => client.Patient.ReadIfNoneMatchAsync("p1", version) },
        { "update in a transaction", static (client, version) => SendAsync(client.Transaction(), t => t.Update(new Encounter { Id = "e1", Meta = new Meta { VersionId = version } })) },
        { "delete in a batch", static (client, version) => SendAsync(client.Batch(), b => b.Delete(new Encounter { Id = "e1", Meta = new Meta { VersionId = version } })) },
        { "patch in a batch", static (client, version) => SendAsync(client.Batch(), b => b.Patch<Encounter>("e1", new JsonPatch { VersionId = version }.Remove("/period"))) },
    };

    [Theory]
    [MemberData(nameof(VersionedRequests))]
    public async Task Version_ThatIsNone_IsRefusedByName_AndNothingIsSent(string request, Func<WritingPlatform, string, Task> send)
    {
        Assert.NotEmpty(request);
        await using var server = RawServer.Start(RawAnswer.Of("500 Internal Server Error"));
        foreach (var version in new[] { Smuggled, "9\r\nX: 1", "9\nX: 1", "9\r", "\0", "a\"b", "\u00E9", "9\u2028", "9 8", new string('9', 300) })
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(() => send(WireClient.WriterOf(server), version));

            Assert.Contains("version", exception.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Smuggled", exception.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("W/\"3\"", "3")]
    [InlineData("\"3\"", "3")]
    [InlineData("6d0b4a80-3cf0-4d4c-b8c5-1f5d4f9b0f9e", "6d0b4a80-3cf0-4d4c-b8c5-1f5d4f9b0f9e")]
    [InlineData("MTY1MTg2NjkzOTkyMDU4MDAwMA==", "MTY1MTg2NjkzOTkyMDU4MDAwMA==")]
    public async Task Version_InWhateverForm_IsSentAsOneEntityTag(string version, string tag)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Encounter","id":"e1"}"""));
        await WireClient.WriterOf(server).Encounter.UpdateAsync(new Encounter { Id = "e1", Meta = new Meta { VersionId = version } });

        Assert.Equal(["W/\"" + tag + "\""], Assert.Single(server.Requests).Header("If-Match"));
    }

    [Theory]
    [InlineData("token\r\nX-Smuggled: 1")]
    [InlineData("token\n")]
    [InlineData("t\u00F6ken")]
    public async Task AccessToken_ThatNoHeaderCanHold_IsRefusedWithoutItsText(string token)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        var client = WireClient.WriterOf(server, options => options.AccessToken = _ => ValueTask.FromResult<string?>(token));
        var exception = await Assert.ThrowsAsync<FhirException>(() => client.Patient.ReadAsync("p1"));

        Assert.Contains("Authorization", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ken", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("X-Client", "a\r\nX-Smuggled: 1")]
    [InlineData("X-Client", "a\0b")]
    [InlineData("X-Client: x\r\nX-Smuggled", "1")]
    [InlineData("", "1")]
    [InlineData("Host", "elsewhere.example.org")]
    [InlineData("Content-Length", "0")]
    [InlineData("Transfer-Encoding", "chunked")]
    public async Task HeaderOfAPlatformFile_ThatWouldChangeTheRequest_IsRefused(string name, string value)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        var manifest = TestPlatform.Descriptor.Manifest with { ClientHeaders = new([new PlatformHeader(name, value)]) };
        var request = new FhirRequest(HttpMethod.Get, server.Address, "GET Patient");

        Assert.Throws<FhirException>(() => FhirRequestMessage.Make(request, new PlatformDescriptor(manifest), authorization: null));
    }

    [Fact]
    public async Task EveryHeaderThatIsMade_ArrivesOnceAndWhole()
    {
        await using var server = RawServer.Start(RawAnswer.Of("201 Created", "", "Location: Patient/p1/_history/1"));
        var client = WireClient.WriterOf(server, static options => options.AccessToken = _ => ValueTask.FromResult<string?>("token-1"));
        await client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is("urn:oid:1.2", "a\u00E9 b#c"));
        var sent = Assert.Single(server.Requests);

        Assert.Equal("POST /fhir/Patient HTTP/1.1", sent.Head.Split("\r\n")[0]);
        Assert.Equal(["Bearer token-1"], sent.Header("Authorization"));
        Assert.Equal(["identifier=urn:oid:1.2%7Ca%C3%A9%20b%23c"], sent.Header("If-None-Exist"));
        Assert.Equal(["application/fhir+json"], sent.Header("Accept"));
        Assert.Equal(["application/fhir+json"], sent.Header("Content-Type"));
        Assert.Equal(["return=representation"], sent.Header("Prefer"));
        Assert.Empty(sent.Header("If-Match"));
    }

    private static Task SendAsync<TRequest>(TRequest request, Action<TRequest> add)
        where TRequest : FhirBundleRequest
    {
        add(request);
        return request.SendAsync();
    }
}
