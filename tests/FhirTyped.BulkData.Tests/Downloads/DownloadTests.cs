using System.IO.Compression;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Downloads;

/// <summary>How files come: whole, once, and checked.</summary>
public sealed class DownloadTests : DownloadTest
{
    [Fact]
    public async Task Files_ComeWithTheirKindsApart()
    {
        Server.File("e", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing"}]}""" + "\n", "OperationOutcome", list: "error");
        Server.File("d", """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/9"}}]}""" + "\n", "Bundle", list: "deleted");
        var reports = new List<BulkExportProgress>();
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync(new Reports(reports));
        Assert.Equal(
            ["Patient.00001.ndjson", "Observation.00002.ndjson", "error/OperationOutcome.00001.ndjson", "deleted/Bundle.00001.ndjson"], folder.Files.Select(static file => file.Name));
        Assert.Equal(Server.Files[1].Content, await File.ReadAllBytesAsync(Folder["Observation.00002.ndjson"]));
        Assert.Equal(["O0", "O1", "O2", "O3", "O4"], await Ids(folder.ReadAsync<Observation>()));
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
        Assert.Single(await ToListAsync(folder.ReadErrorsAsync()));
        Assert.Equal("Patient/9", (await ToListAsync(folder.ReadDeletedAsync()))[0].Entry[0].Request!.Url);
        Assert.Equal((4, 4, 8L), (reports[^1].FilesDone, reports[^1].Files, reports[^1].Resources));
        Assert.Equal(folder.Files.Sum(static file => file.Bytes), reports[^1].Bytes);
        Assert.Empty(Directory.GetFiles(Folder.Path, "*.part", SearchOption.AllDirectories));
        Assert.All(Server.FileRequests, static request => Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(request.Header("Authorization"))));
        Assert.All(Server.FileRequests, static request => Assert.StartsWith("application/fhir+ndjson", Assert.Single(request.Header("Accept")), StringComparison.Ordinal));
        Assert.Equal(["P0", "P1", "P2"], await Ids(job.ReadAsync<Patient>()));
        Assert.Equal(4, Server.FileRequests.Count());
    }

    [Fact]
    public async Task NothingIsReadable_ForOthers()
    {
        await using var job = await StartAsync();
        await job.DownloadAsync();
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(Folder.Path))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.Path));
        }
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n" + """{"resourceType":"Pat""", null)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n" + """{"resourceType":"Patient","meta":{"versionId":"1"}""", null)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n", 2L)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n<html>\n", null)]
    [InlineData("""{"resourceType":"Patient","id":"P0"}""" + "\n{\"resourceType\":\"Patient\",\"x\":\"\0\0\"}\n", null)]
    public async Task FileThatIsNotWhole_IsDownloadedAnew_AndAtLastRefused(string content, long? count)
    {
        Server.Files.Clear();
        Server.File("p", content, "Patient", count);
        await using var job = await StartAsync();

        var error = await Assert.ThrowsAsync<BulkLineException>(() => job.DownloadAsync());
        Assert.StartsWith("Patient.00001.ndjson(", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("P0", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(5, Server.Count("p"));
        Assert.False(File.Exists(Folder["Patient.00001.ndjson"]));
    }

    /// <summary>The reference server counts what failed, and writes one outcome of all of it.</summary>
    [Fact]
    public async Task CountOfErrors_IsNoReason_ToRefuseTheData()
    {
        Server.Files.Clear();
        Server.File("p", Large("Patient", 3), "Patient", 3);
        Server.File("e", """{"resourceType":"OperationOutcome","issue":[]}""" + "\n", "OperationOutcome", 3, "error");
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();

        Assert.Equal(2, folder.Files.Count);
        Assert.Single(await ToListAsync(folder.ReadErrorsAsync()));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task FileWithoutAType_MayHaveLinesThatAreNotCounted_AndNoFewer(int count, bool isWhole)
    {
        Server.Files.Clear();
        Server.File("p", """{"resourceType":"Parameters"}""" + "\n" + Large("Patient", 3), "", count);
        await using var job = await StartAsync();

        if (isWhole)
        {
            Assert.Equal(3, (await ToListAsync((await job.DownloadAsync()).ReadAsync<Patient>())).Count);
        }
        else
        {
            await Assert.ThrowsAsync<BulkLineException>(() => job.DownloadAsync());
        }
    }

    [Fact]
    public async Task Page_IsNoFile()
    {
        Server.OnFile = static (_, _, _) => RawAnswer.Of("200 OK", "<html>Log in</html>", "Content-Type: text/html");
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<FhirProtocolException>(() => job.DownloadAsync());
    }

    [Fact]
    public async Task TroubleThatPasses_IsWaitedFor()
    {
        Server.OnFile = static (_, times, _) => times switch
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

        var compressed = Compress(Server.Files[0].Content);
        var file = Compress(Server.Files[1].Content);
        Server.OnFile = (name, _, _) => name == "Patient.1" ? RawAnswer.Of("200 OK", compressed, "Content-Encoding: gzip") : RawAnswer.Of("200 OK", file, "Content-Type: application/gzip");
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();
        Assert.Contains("gzip", Assert.Single(Server.FileRequests.First().Header("Accept-Encoding")), StringComparison.Ordinal);
        Assert.Equal(Server.Files[0].Content, await File.ReadAllBytesAsync(Folder["Patient.00001.ndjson"]));
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
        Server.Files.RemoveAt(1);
        Server.Files[0] = Server.Files[0] with { Count = null };
        Server.OnFile = (_, _, _) => RawAnswer.Of("200 OK", cut, "Content-Type: application/gzip");
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkLineException>(() => job.DownloadAsync());
    }

    [Fact]
    public async Task ManySmallFiles_ComeInParallel_WithinTheLimit()
    {
        var (now, most) = (0, 0);
        Server.Files.Clear();
        for (var i = 0; i < 300; i++)
        {
            Server.File("f" + i, ExportServer.Lines("Patient", i * 2, 2), "Patient", 2);
        }

        Server.OnFile = (name, _, _) => new RawAnswer(async (stream, cancellationToken) =>
        {
            var content = Server.Files.Find(file => file.Name == name).Content;
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

    private static void InterlockedMax(ref int target, int value)
    {
        int old;
        while ((old = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, old) != old)
        {
        }
    }
}
