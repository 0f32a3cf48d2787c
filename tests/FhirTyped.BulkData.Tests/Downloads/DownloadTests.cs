using System.IO.Compression;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Downloads;

/// <summary>How files come: whole, once, checked, with the credential where it belongs and nowhere else.</summary>
public sealed class DownloadTests : IAsyncDisposable
{
    private readonly ExportServer _server = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Files_ComeWithTheirKindsApart()
    {
        _server.File("e", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing"}]}""" + "\n", "OperationOutcome", list: "error");
        _server.File("d", """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/9"}}]}""" + "\n", "Bundle", list: "deleted");
        var reports = new List<BulkExportProgress>();
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync(new Reports(reports));
        Assert.Equal(
            ["Patient.00001.ndjson", "Observation.00002.ndjson", "error/OperationOutcome.00001.ndjson", "deleted/Bundle.00001.ndjson"], folder.Files.Select(static file => file.Name));
        Assert.Equal(_server.Files[1].Content, await File.ReadAllBytesAsync(_folder["Observation.00002.ndjson"]));
        Assert.Equal(["O0", "O1", "O2", "O3", "O4"], await Ids(folder.ReadAsync<Observation>()));
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
        Assert.Single(await ToListAsync(folder.ReadErrorsAsync()));
        Assert.Equal("Patient/9", (await ToListAsync(folder.ReadDeletedAsync()))[0].Entry[0].Request!.Url);
        Assert.Equal((4, 4, 8L), (reports[^1].FilesDone, reports[^1].Files, reports[^1].Resources));
        Assert.Equal(folder.Files.Sum(static file => file.Bytes), reports[^1].Bytes);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part", SearchOption.AllDirectories));
        Assert.All(_server.FileRequests, static request => Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(request.Header("Authorization"))));
        Assert.All(_server.FileRequests, static request => Assert.StartsWith("application/fhir+ndjson", Assert.Single(request.Header("Accept")), StringComparison.Ordinal));
        Assert.Equal(["P0", "P1", "P2"], await Ids(job.ReadAsync<Patient>()));
        Assert.Equal(4, _server.FileRequests.Count());
    }

    [Fact]
    public async Task NothingIsReadable_ForOthers()
    {
        await using var job = await StartAsync();
        await job.DownloadAsync();
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(_folder.Path))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        }
    }

    [Fact]
    public async Task FilesThatNeedNoToken_GetNone_NorAnyHeaderOfOurs_Elsewhere()
    {
        await using var elsewhere = RawServer.Start(request => RawAnswer.Of("200 OK", _server.Files.Find(file => request.Target.StartsWith("/" + file.Name, StringComparison.Ordinal)).Content));
        _server.RequiresToken = false;
        _server.LinkOf = (name, _) => name == "Patient.1" ? new Uri(_server.Address, "files/" + name).AbsoluteUri : elsewhere.Address + name + "?sig=a%7Eb%2fc";
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Empty(Assert.Single(_server.FileRequests).Header("Authorization"));
        Assert.Equal("fhirtyped", Assert.Single(Assert.Single(_server.FileRequests).Header("X-Client")));
        var request = Assert.Single(elsewhere.Requests);
        Assert.Empty(request.Header("Authorization"));
        Assert.Empty(request.Header("X-Client"));
        Assert.Equal("/Observation.1?sig=a%7Eb%2fc", request.Target);
    }

    [Fact]
    public async Task Token_GoesToAForeignHost_OnlyWhereItIsDeclared()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", _server.Files[0].Content));
        _server.LinkOf = (name, _) => elsewhere.Address + name;
        _server.Files.RemoveAt(1);
        await using (var job = await StartAsync())
        {
            var refusal = await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync());
            Assert.Contains("FileHosts", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(elsewhere.Requests);
        var options = Quick.Options;
        options.FileHosts.Add("127.0.0.1");
        await using var again = await BulkExportJob.ResumeAsync(_server.Client(), _folder.Path, options);
        await again.DownloadAsync();
        Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(Assert.Single(elsewhere.Requests).Header("Authorization")));
    }

    [Fact]
    public async Task Redirect_IsFollowedWithoutTheToken()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", _server.Files[0].Content));
        _server.Files.RemoveAt(1);
        _server.OnFile = (_, _, _) => RawAnswer.Of("307 Temporary Redirect", "", $"Location: {elsewhere.Address}signed");
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Single(Assert.Single(_server.FileRequests).Header("Authorization"));
        Assert.Empty(Assert.Single(elsewhere.Requests).Header("Authorization"));
    }

    [Theory]
    [InlineData("http://example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@127.0.0.1/x")]
    [InlineData("/x\r\nX-Evil: 1")]
    public async Task LinksThatLeadAstray_AreNotFollowed(string link)
    {
        _server.RequiresToken = false;
        _server.LinkOf = (_, _) => link.Replace("\r\n", "\\r\\n", StringComparison.Ordinal);
        await using var job = await StartAsync();

        await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync());
        Assert.Empty(_server.FileRequests);
    }

    [Fact]
    public async Task EndlessRedirects_End()
    {
        _server.OnFile = (name, times, _) => RawAnswer.Of("302 Found", "", $"Location: /files/{name}?{times}");
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync());
    }

    [Fact]
    public async Task CutDownload_GoesOnWhereItBrokeOff()
    {
        var content = Large("Observation", 40_000);
        _server.Files.Clear();
        _server.File("big", content, "Observation", 40_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        _server.OnFile = (_, times, _) => times == 0
            ? new RawAnswer(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nETag: \"big\"\r\nContent-Length: {bytes.Length}\r\n\r\n"), cancellationToken);
                await stream.WriteAsync(bytes.AsMemory(0, 1_500_000), cancellationToken);
                await Task.Delay(50, cancellationToken);
            }, Closes: true)
            : null;
        await using var job = await StartAsync();

        await job.DownloadAsync();
        var second = _server.FileRequests.ElementAt(1);
        Assert.Equal("bytes=1500000-", Assert.Single(second.Header("Range")));
        Assert.Equal("\"big\"", Assert.Single(second.Header("If-Range")));
        Assert.Equal(2, _server.FileRequests.Count());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["Observation.00001.ndjson"]));
    }

    [Theory]
    [InlineData("ETag: W/\"weak\"")]
    [InlineData("X-Nothing: 1")]
    [InlineData("ETag: \"other\"")]
    public async Task CutDownload_WithoutATagThatHolds_BeginsAnew(string field)
    {
        var content = Large("Observation", 30_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        _server.Files.Clear();
        _server.File("big", content, "Observation");
        _server.FieldsOf = _ => [field];
        _server.OnFile = (_, times, _) => times == 0
            ? new RawAnswer(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{field.Replace("other", "this", StringComparison.Ordinal)}\r\nContent-Length: {bytes.Length}\r\n\r\n"), cancellationToken);
                await stream.WriteAsync(bytes.AsMemory(0, 1_200_000), cancellationToken);
                await Task.Delay(50, cancellationToken);
            }, Closes: true)
            : null;
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Equal(field.Contains("other", StringComparison.Ordinal), _server.FileRequests.ElementAt(1).Header("Range").Any());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["Observation.00001.ndjson"]));
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 5-9/100")]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */77")]
    public async Task PartThatWasNotAskedFor_IsNotTaken(string status, string field)
    {
        var content = Large("Observation", 30_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        _server.Files.Clear();
        _server.File("big", content, "Observation");
        _server.OnFile = (_, times, _) => times switch
        {
            0 => new RawAnswer(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nETag: \"big\"\r\nContent-Length: {bytes.Length}\r\n\r\n"), cancellationToken);
                await stream.WriteAsync(bytes.AsMemory(0, 1_200_000), cancellationToken);
                await Task.Delay(50, cancellationToken);
            }, Closes: true),
            1 => RawAnswer.Of(status, "abcde", field),
            _ => null,
        };
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Equal(3, _server.FileRequests.Count());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["Observation.00001.ndjson"]));
    }

    [Fact]
    public async Task PartFromAnotherByte_IsNotSplicedIn()
    {
        var content = Large("Observation", 30_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        _server.Files.Clear();
        _server.File("big", content, "Observation");
        var first = bytes[..(content.IndexOf("O9\"", StringComparison.Ordinal) + 5)];
        _server.OnFile = (_, times, _) => times switch
        {
            0 => new RawAnswer(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nETag: \"big\"\r\nContent-Length: {bytes.Length}\r\n\r\n"), cancellationToken);
                await stream.WriteAsync(bytes.AsMemory(0, 1_200_000), cancellationToken);
                await Task.Delay(50, cancellationToken);
            }, Closes: true),
            1 => RawAnswer.Of("206 Partial Content", first, $"Content-Range: bytes 0-{first.Length - 1}/{1_200_000 + first.Length}"),
            _ => null,
        };
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["Observation.00001.ndjson"]));
    }

    [Fact]
    public async Task ExpiredLinks_AreAskedForAnew()
    {
        _server.RequiresToken = false;
        _server.LinkOf = (name, times) => new Uri(_server.Address, $"files/{name}?expires={times}").AbsoluteUri;
        _server.OnFile = static (_, _, request) => request.Target.EndsWith("expires=0", StringComparison.Ordinal) ? RawAnswer.Of("403 Forbidden", "<Error>expired</Error>") : null;
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();
        Assert.Equal(2, _server.Count("manifest"));
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
        Assert.Contains("expires=1", await File.ReadAllTextAsync(_folder["manifest.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenewedLinks_InAnotherOrder_KeepTheirFiles()
    {
        _server.OnFile = static (_, times, _) => times == 0 ? RawAnswer.Of("410 Gone") : null;
        _server.OnStatus = times =>
        {
            if (times == 1)
            {
                _server.Files.Reverse();
            }

            return null;
        };
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();
        Assert.Equal(["Patient.00001.ndjson", "Observation.00002.ndjson"], folder.Files.Select(static file => file.Name));
        Assert.Equal(5, (await Ids(folder.ReadAsync<Observation>())).Count);
    }

    [Fact]
    public async Task RenewedManifest_OfOtherData_IsNotMixed()
    {
        _server.OnFile = static (_, _, _) => RawAnswer.Of("404 Not Found");
        _server.OnStatus = times =>
        {
            if (times == 1)
            {
                _server.File("Patient.2", "", "Patient");
            }

            return null;
        };
        await using var job = await StartAsync();
        Assert.Contains("other files", (await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsGone_EndsTheDownload_AndWhatIsThereStays()
    {
        _server.OnFile = static (name, _, _) => name == "Observation.1" ? RawAnswer.Of("404 Not Found") : null;
        await using (var job = await StartAsync())
        {
            await Assert.ThrowsAsync<FhirNotFoundException>(() => job.DownloadAsync());
        }

        Assert.Throws<BulkExportException>(() => BulkExportFolder.Open(_folder.Path));
        _server.OnFile = static (_, _, _) => null;
        await using var again = await BulkExportJob.ResumeAsync(_server.Client(), _folder.Path, Quick.Options);
        var folder = await again.DownloadAsync();
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
        Assert.Equal(1, _server.Count("Patient.1"));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n" + """{"resourceType":"Pat""", null)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n" + """{"resourceType":"Patient","meta":{"versionId":"1"}""", null)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n", 2L)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n<html>\n", null)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n{\"resourceType\":\"Patient\",\"x\":\"\0\0\"}\n", null)]
    public async Task FileThatIsNotWhole_IsDownloadedAnew_AndAtLastRefused(string content, long? count)
    {
        _server.Files.Clear();
        _server.File("p", content, "Patient", count);
        await using var job = await StartAsync();

        var error = await Assert.ThrowsAsync<BulkLineException>(() => job.DownloadAsync());
        Assert.StartsWith("Patient.00001.ndjson(", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("P0", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(5, _server.Count("p"));
        Assert.False(File.Exists(_folder["Patient.00001.ndjson"]));
    }

    [Fact]
    public async Task Page_IsNoFile()
    {
        _server.OnFile = static (_, _, _) => RawAnswer.Of("200 OK", "<html>Log in</html>", "Content-Type: text/html");
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<FhirProtocolException>(() => job.DownloadAsync());
    }

    [Fact]
    public async Task TroubleThatPasses_IsWaitedFor()
    {
        _server.OnFile = static (_, times, _) => times switch
        {
            0 => RawAnswer.Of("429 Too Many Requests", "", "Retry-After: 1"),
            1 => RawAnswer.Of("502 Bad Gateway"),
            2 => RawAnswer.Reset,
            _ => null,
        };
        await using var job = await StartAsync();
        var folder = await job.DownloadAsync();
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
    }

    [Fact]
    public async Task Gzip_InTheAnswer_AndAsTheFile()
    {
        static byte[] Compress(byte[] bytes)
        {
            using var stream = new MemoryStream();
            using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            {
                gzip.Write(bytes);
            }

            return stream.ToArray();
        }

        var compressed = Compress(_server.Files[0].Content);
        var file = Compress(_server.Files[1].Content);
        _server.OnFile = (name, _, _) => name == "Patient.1" ? RawAnswer.Of("200 OK", compressed, "Content-Encoding: gzip") : RawAnswer.Of("200 OK", file, "Content-Type: application/gzip");
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();
        Assert.Contains("gzip", Assert.Single(_server.FileRequests.First().Header("Accept-Encoding")), StringComparison.Ordinal);
        Assert.Equal(_server.Files[0].Content, await File.ReadAllBytesAsync(_folder["Patient.00001.ndjson"]));
        Assert.Equal(["O0", "O1", "O2", "O3", "O4"], await Ids(folder.ReadAsync<Observation>()));
        Assert.Equal(["P0", "P1", "P2"], await Ids(folder.ReadAsync<Patient>()));
    }

    [Fact]
    public async Task CompressedFileThatIsCut_IsNoticed()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Large("Observation", 5000)));
        }

        var cut = stream.ToArray()[..^20];
        _server.Files.RemoveAt(1);
        _server.Files[0] = _server.Files[0] with { Count = null };
        _server.OnFile = (_, _, _) => RawAnswer.Of("200 OK", cut, "Content-Type: application/gzip");
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkLineException>(() => job.DownloadAsync());
    }

    [Fact]
    public async Task ManySmallFiles_ComeInParallel_WithinTheLimit()
    {
        var (now, most) = (0, 0);
        _server.Files.Clear();
        for (var i = 0; i < 300; i++)
        {
            _server.File("f" + i, ExportServer.Lines("Patient", i * 2, 2), "Patient", 2);
        }

        _server.OnFile = (name, _, _) => new RawAnswer(async (stream, cancellationToken) =>
        {
            var content = _server.Files.Find(file => file.Name == name).Content;
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Delay(2, cancellationToken);
            Interlocked.Decrement(ref now);
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\n\r\n"), .. content], cancellationToken);
        });
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();
        Assert.Equal(Enumerable.Range(0, 600).Select(static i => "P" + i), await Ids(folder.ReadAsync<Patient>()));
        Assert.InRange(most, 2, 4);
    }

    [Fact]
    public async Task OneFolder_IsOneProcesss()
    {
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(_server.Client(), _folder.Path));
    }

    [Fact]
    public async Task AnotherServersFolder_IsNotTaken()
    {
        await (await StartAsync()).DisposeAsync();
        await using var other = new ExportServer();
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(other.Client(), _folder.Path));
        await File.WriteAllTextAsync(_folder["export.json"], "{");
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(_server.Client(), _folder.Path));
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(_server.Client(), Path.Combine(_folder.Path, "nothing")));
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    internal static string Large(string type, int count) => ExportServer.Lines(type, 0, count);

    private static async Task<List<string?>> Ids<T>(IAsyncEnumerable<T> resources)
        where T : Resource => [.. (await ToListAsync(resources)).Select(static resource => resource.Id)];

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int old;
        while ((old = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, old) != old)
        {
        }
    }

    private Task<BulkExportJob> StartAsync() => _server.Client().Group("g1").Export().StartAsync(_folder.Path, Quick.Options);

    private sealed class Reports(List<BulkExportProgress> all) : IProgress<BulkExportProgress>
    {
        public void Report(BulkExportProgress value) => all.Add(value);
    }
}
