using System.Globalization;
using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Resilience;

/// <summary>
/// Every status, and every stage at which an answer can fail, for every kind of request: how often it is sent, and which exception comes of it. The tables
/// here are those of docs/guides/resilience.md, which is held against them.
/// </summary>
public sealed class FaultMatrixTests
{
    private const int All = 4;

    /// <summary>How often each kind of request is sent where the server keeps answering so: 429 and 503 say that nothing was done; 408, 502 and 504 do not.</summary>
    private static readonly Dictionary<FaultyRequest, (int WhereRefused, int WhereUnknown)> Tries = new()
    {
        [FaultyRequest.Read] = (All, All),
        [FaultyRequest.Search] = (All, All),
        [FaultyRequest.SearchByPost] = (All, All),
        [FaultyRequest.Create] = (1, 1),
        [FaultyRequest.CreateIfNoneExist] = (All, All),
        [FaultyRequest.Update] = (All, All),
        [FaultyRequest.UpdateOfVersion] = (All, 1),
        [FaultyRequest.ConditionalUpdate] = (All, All),
        [FaultyRequest.Patch] = (1, 1),
        [FaultyRequest.PatchOfVersion] = (All, 1),
        [FaultyRequest.Delete] = (All, All),
        [FaultyRequest.ConditionalDelete] = (All, 1),
        [FaultyRequest.ReadOnlyOperation] = (All, All),
        [FaultyRequest.OtherOperation] = (1, 1),
        [FaultyRequest.BatchOfReads] = (All, All),
        [FaultyRequest.TransactionWithCreate] = (1, 1),
        [FaultyRequest.TransactionWithConditionalCreate] = (All, All),
    };

    private static readonly int[] Statuses =
        [301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 415, 418, 422, 423, 425, 429, 499, 500, 501, 502, 503, 504, 505, 507, 511, 599];

    public static TheoryData<FaultyRequest, int> EveryStatus()
    {
        var rows = new TheoryData<FaultyRequest, int>();
        foreach (var kind in Enum.GetValues<FaultyRequest>())
        {
            foreach (var status in Statuses)
            {
                rows.Add(kind, status);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public async Task EveryStatus_HasItsTriesAndItsException(FaultyRequest kind, int status)
    {
        await using var server = RawServer.Start(RawAnswer.Of(status.ToString(CultureInfo.InvariantCulture) + " Planted", "<html>planted</html>", "Content-Type: text/html"));
        var client = WireClient.WriterOf(server, static options => options.Resilience.CircuitBreaker.IsEnabled = false);

        var error = await Record.ExceptionAsync(() => kind.SendAsync(client));

        var expected = status switch
        {
            429 or 503 => Tries[kind].WhereRefused,
            408 or 502 or 504 => Tries[kind].WhereUnknown,
            _ => 1,
        };
        Assert.Equal(expected, server.Requests.Count);

        Assert.Equal(ExceptionOf(kind, status), Assert.IsAssignableFrom<FhirException>(error).GetType());
        Assert.DoesNotContain("planted", error!.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Single(server.Requests.Select(static request => request.Head + request.Text).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(FaultyRequest.Read)]
    [InlineData(FaultyRequest.SearchByPost)]
    [InlineData(FaultyRequest.Create)]
    [InlineData(FaultyRequest.UpdateOfVersion)]
    [InlineData(FaultyRequest.Delete)]
    [InlineData(FaultyRequest.ConditionalDelete)]
    [InlineData(FaultyRequest.TransactionWithCreate)]
    [InlineData(FaultyRequest.TransactionWithConditionalCreate)]
    public async Task ConnectionThatIsLost_AtWhateverStage_IsFollowedByAnotherTryWhereThatIsSafe(FaultyRequest kind)
    {
        RawAnswer[] stages =
        [
            RawAnswer.Reset,
            RawAnswer.Bytes(""),
            RawAnswer.Bytes("HTTP/1.1 200"),
            RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Le"),
            RawAnswer.Bytes("this is no HTTP\r\n\r\n"),
        ];
        foreach (var stage in stages)
        {
            await using var server = RawServer.Start(stage);
            var client = WireClient.WriterOf(server);

            await Assert.ThrowsAsync<FhirTransportException>(() => kind.SendAsync(client));

            // A request without a body the handler of .NET itself sends up to four times where the connection ends before the first byte of an answer, and
            // nothing can be set against it. What must not be sent twice has a body for that reason, if an empty one.
            var byHandler = kind is FaultyRequest.Read or FaultyRequest.Delete && (stage == RawAnswer.Reset || stage == stages[1]) ? 4 : 1;
            Assert.Equal(Tries[kind].WhereUnknown * byHandler, server.Requests.Count);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 99\r\n\r\n{\"resourceType\":", typeof(FhirTransportException), All)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"res", typeof(FhirTransportException), All)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: -5\r\n\r\n{}", typeof(FhirProtocolException), 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 3\r\n\r\n{\"resourceType\":\"Patient\",\"id\":\"p1\"}", typeof(FhirFormatException), 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nConnection: close\r\n\r\n{\"resourceType\":\"Patient\",\"id\":\"p1\"", typeof(FhirFormatException), 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>planted</html>", typeof(FhirFormatException), 1)]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<html>", typeof(FhirResponseException), All)]
    public async Task AnswerThatIsBroken_HasItsExceptionAndItsTries(string answer, Type exception, int tries)
    {
        await using var server = RawServer.Start(RawAnswer.Bytes(answer));
        var client = WireClient.WriterOf(server);

        var error = await Assert.ThrowsAsync(exception, () => client.Patient.ReadAsync("p1"));

        Assert.Equal(tries, server.Requests.Count);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultyRequest.Read, All)]
    [InlineData(FaultyRequest.Create, 1)]
    public async Task ServerThatStalls_EndsWithTheTimeOfEachTry(FaultyRequest kind, int tries)
    {
        foreach (var begun in (string[])["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\n{"])
        {
            var clock = new ManualClock();
            await using var server = RawServer.Start(_ =>
            {
                clock.AdvanceLater(TimeSpan.FromSeconds(11));
                return RawAnswer.Stalling(begun);
            });
            var client = WireClient.WriterOf(server, options =>
            {
                options.TimeProvider = clock;
                options.RequestTimeout = TimeSpan.FromSeconds(10);
            });

            await Assert.ThrowsAnyAsync<FhirException>(() => kind.SendAsync(client));

            Assert.Equal(tries, server.Requests.Count);
        }
    }

    [Fact]
    public async Task AllTriesTogether_HaveTheirTimeToo()
    {
        var clock = new ManualClock();
        await using var server = RawServer.Start(_ =>
        {
            clock.AdvanceLater(TimeSpan.FromSeconds(11));
            return RawAnswer.Stalling("");
        });
        var client = WireClient.WriterOf(server, options =>
        {
            options.TimeProvider = clock;
            options.RequestTimeout = TimeSpan.FromSeconds(10);
            options.Resilience.MaxRetryAttempts = 50;
            options.Resilience.TotalTimeout = TimeSpan.FromSeconds(25);
        });

        await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.ReadAsync("p1"));

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task BodyThatIsCompressed_IsHeldAgainstTheLimitAsItIsRead()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("{\"resourceType\":\"Patient\",\"id\":\"" + new string(' ', 50_000_000) + "\"}"));
        }

        await using var server = RawServer.Start(RawAnswer.Of("200 OK", packed.ToArray(), "Content-Type: application/fhir+json", "Content-Encoding: gzip"));
        var client = WireClient.WriterOf(server, static options => options.MaximumResponseBytes = 1_000_000);

        var error = await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.ReadAsync("p1"));

        Assert.Contains("1000000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task BodyWithoutEnd_IsReadUpToTheLimitAndNoFurther()
    {
        await using var server = RawServer.Start(new RawAnswer(
            static async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n"), cancellationToken);
                var chunk = Encoding.Latin1.GetBytes("1000\r\n" + new string(' ', 0x1000) + "\r\n");
                while (true)
                {
                    await stream.WriteAsync(chunk, cancellationToken);
                }
            },
            Closes: true));
        var client = WireClient.WriterOf(server, static options => options.MaximumResponseBytes = 1_000_000);

        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.ReadAsync("p1"));

        Assert.Single(server.Requests);
    }

    private static Type ExceptionOf(FaultyRequest kind, int status) => status switch
    {
        412 when kind is FaultyRequest.CreateIfNoneExist or FaultyRequest.ConditionalUpdate or FaultyRequest.ConditionalDelete => typeof(FhirMultipleMatchesException),
        401 or 403 => typeof(FhirAuthorizationException),
        429 => typeof(FhirRateLimitException),
        >= 400 and < 500 when kind is FaultyRequest.TransactionWithCreate or FaultyRequest.TransactionWithConditionalCreate => typeof(FhirTransactionException),
        404 or 410 => typeof(FhirNotFoundException),
        409 or 412 => typeof(FhirConflictException),
        _ => typeof(FhirResponseException),
    };
}
