using System.Net;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>What goes wrong on the way is an exception of its own kind, and never hides what the server has said.</summary>
public sealed class TransportTests
{
    private const string PatientJson = """{"resourceType":"Patient","id":"p1"}""";

    [Fact]
    public async Task Answer_OfAnotherAddressOrMethod_IsAnError_WhateverTheHttpClientDoes()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", PatientJson));
        foreach (var status in new[] { "301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect" })
        {
            await using var server = RawServer.Start(RawAnswer.Of(status, "", $"Location: {elsewhere.Address}fhir/Patient/p1"));
            using var following = new HttpClient();
            var client = FhirPlatform.Create<WritingPlatform>(following, options => options.BaseUrl = new Uri(server.Address, "fhir"));
            foreach (var request in new Func<Task>[]
            {
                () => client.Patient.ReadAsync("p1"),
                () => client.Patient.CreateAsync(new Patient()),
                () => client.Patient.UpdateAsync(new Patient { Id = "p1" }),
                () => client.Patient.PatchAsync("p1", new JsonPatch().Remove("/active")),
                () => client.Patient.DeleteAsync("p1"),
            })
            {
                await Assert.ThrowsAsync<FhirProtocolException>(request);
            }

            // The one that is made here does not follow, and so the redirect is a refusal.
            var own = WireClient.WriterOf(server, static options => options.AccessToken = _ => ValueTask.FromResult<string?>("secret"));
            var before = elsewhere.Requests.Count;
            await Assert.ThrowsAsync<FhirResponseException>(() => own.Patient.CreateAsync(new Patient()));
            Assert.Equal(before, elsewhere.Requests.Count);
        }
    }

    [Fact]
    public async Task Redirect_ToItself_IsAnErrorToo()
    {
        await using var server = RawServer.Start(static request => request.Method == "POST"
            ? RawAnswer.Of("303 See Other", "", "Location: /fhir/Patient")
            : RawAnswer.Of("200 OK", PatientJson));
        using var following = new HttpClient();
        var client = FhirPlatform.Create<WritingPlatform>(following, options => options.BaseUrl = new Uri(server.Address, "fhir"));

        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.CreateAsync(new Patient()));
    }

    public static TheoryData<string, RawAnswer> BrokenAnswers => new()
    {
        { "reset", RawAnswer.Reset },
        { "half a status line", RawAnswer.Bytes("HTTP/1.1 2") },
        { "half a head", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Le") },
        { "no HTTP", RawAnswer.Bytes("SSH-2.0-OpenSSH\r\n") },
        { "shorter than announced", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"resourceType\":\"Patient\"") },
        { "chunk that ends too early", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"resource") },
        { "no chunk", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}") },
        { "no gzip", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd") },
    };

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public async Task BrokenAnswer_OfARead_IsATransportException_WithItsCause(string answer, RawAnswer raw)
    {
        Assert.NotEmpty(answer);
        await using var server = RawServer.Start(raw);
        var exception = await Assert.ThrowsAsync<FhirTransportException>(() => WireClient.WriterOf(server).Patient.ReadAsync("secret-id"));

        Assert.NotNull(exception.InnerException);
        Assert.DoesNotContain("secret-id", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThere_IsATransportException()
    {
        Uri address;
        await using (var server = RawServer.Start(RawAnswer.Reset))
        {
            address = server.Address;
        }

        var client = FhirPlatform.Create<WritingPlatform>(options => options.BaseUrl = address);
        await Assert.ThrowsAsync<FhirTransportException>(() => client.Patient.ReadAsync("p1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"resourceType\"")]
    public async Task Server_ThatStalls_IsLeftAfterTheTimeOfTheOptions_HeadersOrBody(string sent)
    {
        await using var server = RawServer.Start(RawAnswer.Stalling(sent));
        var client = WireClient.WriterOf(server, static options => options.RequestTimeout = TimeSpan.FromMilliseconds(100));

        Assert.IsAssignableFrom<OperationCanceledException>(
            (await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.ReadAsync("p1"))).InnerException);
    }

    [Fact]
    public async Task TimeoutOfTheHttpClient_IsATimeoutException()
    {
        await using var server = RawServer.Start(RawAnswer.Stalling(""));
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };
        var client = FhirPlatform.Create<WritingPlatform>(http, options => options.BaseUrl = server.Address);

        await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.ReadAsync("p1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"resourceType\"")]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 40\r\n\r\n{\"resourceType\"")]
    [InlineData("HTTP/1.1 201 Created\r\nLocation: Patient/p1\r\nContent-Length: 40\r\n\r\n{\"resourceType\"")]
    public async Task Cancellation_IsTheCallersOwn(string sent)
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = RawServer.Start(RawAnswer.Stalling(sent) with { });
        var client = WireClient.WriterOf(server);
        var read = client.Patient.ReadAsync("p1", cancellation.Token);
        var create = client.Patient.CreateAsync(new Patient(), cancellation.Token);
        while (server.Requests.Count < 2)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();
        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read)).CancellationToken);
        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create)).CancellationToken);
    }

    public static TheoryData<string, RawAnswer> Refusals => new()
    {
        { "page", RawAnswer.Of("503 Busy", "<html>Erika</html>", "Retry-After: 7", "X-Request-Id: r1", "Content-Type: text/html") },
        { "larger than all limits", RawAnswer.Of("503 Busy", new string('x', 3_000_000), "Retry-After: 7", "X-Request-Id: r1") },
        { "announced larger than all limits", RawAnswer.Bytes("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-Request-Id: r1\r\nContent-Length: 999999999999\r\n\r\n") },
        { "cut off", RawAnswer.Bytes("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-Request-Id: r1\r\nContent-Length: 99\r\n\r\n{") },
        // It says that it closes: a client that does not know would send its next request into a connection that ends.
        { "no gzip", RawAnswer.Bytes("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-Request-Id: r1\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd") },
        { "stalls", RawAnswer.Stalling("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-Request-Id: r1\r\nContent-Length: 99\r\n\r\n{") },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_WithABodyThatCannotBeRead_KeepsStatusRetryAfterAndHeaders(string answer, RawAnswer raw)
    {
        await using var server = RawServer.Start(raw);
        var client = WireClient.WriterOf(server, options => options.RequestTimeout = TimeSpan.FromSeconds(answer == "stalls" ? 3 : 60));
        foreach (var request in new Func<Task>[] { () => client.Patient.ReadAsync("p1"), () => client.Patient.CreateAsync(new Patient()) })
        {
            var exception = await Assert.ThrowsAsync<FhirResponseException>(request);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)), (exception.StatusCode, exception.RetryAfter));
            Assert.Equal(["r1"], exception.Headers!.GetValues("X-Request-Id"));
            Assert.Null(exception.Outcome);
            Assert.DoesNotContain("Erika", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Refusal_NamesNoCodeOfTheServersOwn()
    {
        await using var server = RawServer.Start(RawAnswer.Of(
            "422 Erika Mustermann", """{"resourceType":"OperationOutcome","issue":[{"severity":"Erika","code":"Mustermann"}]}"""));
        var exception = await Assert.ThrowsAsync<FhirResponseException>(() => WireClient.WriterOf(server).Patient.ReadAsync("p1"));

        Assert.DoesNotContain("Erika", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Mustermann", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("Mustermann", exception.Outcome!.Issue[0].Code!.Value.Text);
    }

    [Fact]
    public async Task AnnouncedLength_IsNotBelieved_BeforeTheBytesAreThere()
    {
        await using var server = RawServer.Start(RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 60000000\r\n\r\n{"));
        var client = WireClient.WriterOf(server);
        await Assert.ThrowsAsync<FhirTransportException>(() => client.Patient.ReadAsync("p1"));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Assert.ThrowsAsync<FhirTransportException>(() => client.Patient.ReadAsync("p1"));

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
    }

    [Fact]
    public async Task CompressedAnswer_ThatUnfoldsPastTheLimit_IsNotRead()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Bomb(50_000_000), "Content-Encoding: gzip", "Content-Type: application/fhir+json"));
        var client = WireClient.WriterOf(server, static options => options.MaximumResponseBytes = 1_000_000);

        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.ReadAsync("p1"));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"p2"}""")]
    [InlineData("""{"resourceType":"Patient"}""")]
    [InlineData("""{"resourceType":"Observation","id":"p1"}""")]
    [InlineData("""{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}""")]
    [InlineData("")]
    public async Task Read_AnsweredWithAnythingElse_IsAnError(string body)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", body));
        IFhirPlatformClient untyped = WireClient.WriterOf(server);

        await Assert.ThrowsAsync<FhirProtocolException>(() => WireClient.WriterOf(server).Patient.ReadAsync("p1"));
        await Assert.ThrowsAsync<FhirProtocolException>(() => WireClient.WriterOf(server).Patient.ReadIfNoneMatchAsync("p1", "1"));
        await Assert.ThrowsAsync<FhirProtocolException>(() => untyped.ReadAsync("Patient", "p1"));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", "ETag: W/\"7\"", "7")]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", "ETag: \"7\"", "7")]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", "ETag: 7", "7")]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"versionId":"6"}}""", "ETag: W/\"7\"", "6")]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", "ETag: W/\"a\"b\"", null)]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", "X-None: 1", null)]
    public async Task Read_TakesTheVersionOfTheHeader_WhereTheBodyNamesNone(string body, string header, string? version)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", body, header));

        Assert.Equal(version, (await WireClient.WriterOf(server).Patient.ReadAsync("p1")).Meta?.VersionId);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"versionId":"3"}}""", true)]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"versionId":"W/\"3\""}}""", true)]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"versionId":"4"}}""", false)]
    [InlineData("""{"resourceType":"Patient","id":"p2","meta":{"versionId":"3"}}""", false)]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", false)]
    public async Task VersionRead_AnsweredWithAnotherVersion_IsAnError(string body, bool isRight)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", body));
        var read = WireClient.Of(server).Patient.VReadAsync("p1", "3");
        if (isRight)
        {
            Assert.Equal("p1", (await read).Id);
        }
        else
        {
            await Assert.ThrowsAsync<FhirProtocolException>(() => read);
        }
    }

    [Theory]
    [InlineData("http://fhir.example.org/r4", false, false)]
    [InlineData("http://fhir.example.org/r4", true, true)]
    [InlineData("http://127.0.0.1/r4", false, true)]
    [InlineData("https://fhir.example.org/r4", false, true)]
    [InlineData("ftp://fhir.example.org/r4", true, false)]
    public void Http_ThatIsNotLoopback_HasToBeAllowed(string address, bool allows, bool isTaken)
    {
        void Make() => FhirPlatform.Create<WritingPlatform>(options =>
        {
            options.BaseUrl = new Uri(address);
            options.AllowUnencrypted = allows;
        });
        if (isTaken)
        {
            Make();
        }
        else
        {
            Assert.Contains("FHT1307", Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(Make).Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Bomb(int length)
    {
        using var output = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(output, System.IO.Compression.CompressionLevel.Fastest))
        {
            var spaces = Encoding.ASCII.GetBytes(new string(' ', 1_000_000));
            for (var i = 0; i < length; i += spaces.Length)
            {
                gzip.Write(spaces);
            }
        }

        return output.ToArray();
    }
}
