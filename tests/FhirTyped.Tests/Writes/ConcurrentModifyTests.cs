using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>Many who change one resource at once: no change is lost, wherever the server says its version.</summary>
public sealed class ConcurrentModifyTests
{
    private const int Writers = 50;
    private const int ChangesOfEach = 10;

    [Fact]
    public Task FiftyWriters_LoseNoChange_WhereverTheVersionStands() => Task.WhenAll(
        CountUpAsync(isVersionInBody: true, isVersionInHeader: false),
        CountUpAsync(isVersionInBody: false, isVersionInHeader: true),
        CountUpAsync(isVersionInBody: true, isVersionInHeader: true));

    private static async Task CountUpAsync(bool isVersionInBody, bool isVersionInHeader)
    {
        var store = new Counter(isVersionInBody, isVersionInHeader);
        await using var server = RawServer.Start(store.Answer);
        var client = WireClient.WriterOf(server);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < ChangesOfEach; i++)
            {
                await client.Patient.ModifyAsync("p1", static patient => patient.MultipleBirthInteger++);
            }
        })));

        Assert.Equal((Writers * ChangesOfEach, Writers * ChangesOfEach), (store.Count, store.Writes));
    }

    [Fact]
    public async Task ServerWithoutVersions_IsRefused_AndNothingIsWritten()
    {
        var store = new Counter(isVersionInBody: false, isVersionInHeader: false);
        await using var server = RawServer.Start(store.Answer);
        var exception = await Assert.ThrowsAsync<FhirProtocolException>(
            () => WireClient.WriterOf(server).Patient.ModifyAsync("p1", static patient => patient.MultipleBirthInteger++));

        Assert.Contains("version", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, store.Writes);
    }

    [Fact]
    public async Task Conflicts_ThatNeverEnd_EndAfterTheAttemptsOfTheOptions()
    {
        await using var server = RawServer.Start(static request => request.Method == "GET"
            ? RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1","meta":{"versionId":"1"}}""")
            : RawAnswer.Of("412 Precondition Failed"));
        var client = WireClient.WriterOf(server, static options => options.ModifyAttempts = 3);
        await Assert.ThrowsAsync<FhirConflictException>(() => client.Patient.ModifyAsync("p1", static patient => patient.Active = true));
        var once = WireClient.WriterOf(server, static options => options.ModifyAttempts = 1);
        await Assert.ThrowsAsync<FhirConflictException>(() => once.Patient.ModifyAsync("p1", static patient => patient.Active = true));

        Assert.Equal(4, server.Requests.Count(static request => request.Method == "PUT"));
    }

    [Fact]
    public async Task ChangeThatTouchesIdAndVersion_IsStillAboutWhatWasRead()
    {
        var store = new Counter(isVersionInBody: true, isVersionInHeader: false);
        await using var server = RawServer.Start(store.Answer);
        await WireClient.WriterOf(server).Patient.ModifyAsync("p1", static patient =>
        {
            patient.Id = "p2";
            patient.Meta = null;
            patient.MultipleBirthInteger++;
        });

        Assert.Equal((1, "/fhir/Patient/p1"), (store.Count, server.Requests[1].Target));
        Assert.Equal(["W/\"1\""], server.Requests[1].Header("If-Match"));
    }

    /// <summary>One patient whose number is counted up; writes are taken on the condition of the version alone.</summary>
    private sealed class Counter(bool isVersionInBody, bool isVersionInHeader)
    {
        private readonly Lock _lock = new();
        private int _version = 1;

        public int Count { get; private set; }

        public int Writes { get; private set; }

        public RawAnswer Answer(RawRequest request)
        {
            lock (_lock)
            {
                if (request.Method == "PUT")
                {
                    if (request.Header("If-Match").SingleOrDefault() is { } condition && condition != $"W/\"{_version}\"")
                    {
                        return RawAnswer.Of("412 Precondition Failed");
                    }

                    Count = FhirJson.Read<Patient>(request.Body).MultipleBirthInteger ?? -1;
                    Writes++;
                    _version++;
                }

                var meta = isVersionInBody ? $$""","meta":{"versionId":"{{_version}}"}""" : "";
                var body = $$"""{"resourceType":"Patient","id":"p1"{{meta}},"multipleBirthInteger":{{Count}}}""";
                return isVersionInHeader ? RawAnswer.Of("200 OK", body, $"ETag: W/\"{_version}\"") : RawAnswer.Of("200 OK", body);
            }
        }
    }
}
