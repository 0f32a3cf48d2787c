using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Downloads;

/// <summary>What breaks off goes on where it ended, with links that hold.</summary>
public sealed class ResumedDownloadTests : DownloadTest
{
    [Fact]
    public async Task CutDownload_GoesOnWhereItBrokeOff()
    {
        var content = Large("Observation", 40_000);
        Server.Files.Clear();
        Server.File("big", content, "Observation", 40_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        Server.OnFile = (_, times, _) => times == 0
            ? new RawAnswer(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nETag: \"big\"\r\nContent-Length: {bytes.Length}\r\n\r\n"), cancellationToken);
                await stream.WriteAsync(bytes.AsMemory(0, 1_500_000), cancellationToken);
                await Task.Delay(50, cancellationToken);
            }, Closes: true)
            : null;
        await using var job = await StartAsync();

        await job.DownloadAsync();
        var second = Server.FileRequests.ElementAt(1);
        Assert.Equal("bytes=1500000-", Assert.Single(second.Header("Range")));
        Assert.Equal("\"big\"", Assert.Single(second.Header("If-Range")));
        Assert.Equal(2, Server.FileRequests.Count());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Folder["Observation.00001.ndjson"]));
    }

    [Theory]
    [InlineData("ETag: W/\"weak\"")]
    [InlineData("X-Nothing: 1")]
    [InlineData("ETag: \"other\"")]
    public async Task CutDownload_WithoutATagThatHolds_BeginsAnew(string field)
    {
        var content = Large("Observation", 30_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        Server.Files.Clear();
        Server.File("big", content, "Observation");
        Server.FieldsOf = _ => [field];
        Server.OnFile = (_, times, _) => times == 0
            ? new RawAnswer(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{field.Replace("other", "this", StringComparison.Ordinal)}\r\nContent-Length: {bytes.Length}\r\n\r\n"), cancellationToken);
                await stream.WriteAsync(bytes.AsMemory(0, 1_200_000), cancellationToken);
                await Task.Delay(50, cancellationToken);
            }, Closes: true)
            : null;
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Equal(field.Contains("other", StringComparison.Ordinal), Server.FileRequests.ElementAt(1).Header("Range").Any());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Folder["Observation.00001.ndjson"]));
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 5-9/100")]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */77")]
    public async Task PartThatWasNotAskedFor_IsNotTaken(string status, string field)
    {
        var content = Large("Observation", 30_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        Server.Files.Clear();
        Server.File("big", content, "Observation");
        Server.OnFile = (_, times, _) => times switch
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
        Assert.Equal(3, Server.FileRequests.Count());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Folder["Observation.00001.ndjson"]));
    }

    [Fact]
    public async Task PartFromAnotherByte_IsNotSplicedIn()
    {
        var content = Large("Observation", 30_000);
        var bytes = Encoding.UTF8.GetBytes(content);
        Server.Files.Clear();
        Server.File("big", content, "Observation");
        var first = bytes[..(content.IndexOf("O9\"", StringComparison.Ordinal) + 5)];
        Server.OnFile = (_, times, _) => times switch
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
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Folder["Observation.00001.ndjson"]));
    }

    [Fact]
    public async Task ExpiredLinks_AreAskedForAnew()
    {
        Server.RequiresToken = false;
        Server.LinkOf = (name, times) => new Uri(Server.Address, $"files/{name}?expires={times}").AbsoluteUri;
        Server.OnFile = static (_, _, request) => request.Target.EndsWith("expires=0", StringComparison.Ordinal) ? RawAnswer.Of("403 Forbidden", "<Error>expired</Error>") : null;
        await using var job = await StartAsync();

        var folder = await job.DownloadAsync();
        Assert.Equal(2, Server.Count("manifest"));
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
        Assert.Contains("expires=1", await File.ReadAllTextAsync(Folder["manifest.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenewedLinks_InAnotherOrder_KeepTheirFiles()
    {
        Server.OnFile = static (_, times, _) => times == 0 ? RawAnswer.Of("410 Gone") : null;
        Server.OnStatus = times =>
        {
            if (times == 1)
            {
                Server.Files.Reverse();
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
        Server.OnFile = static (_, _, _) => RawAnswer.Of("404 Not Found");
        Server.OnStatus = times =>
        {
            if (times == 1)
            {
                Server.File("Patient.2", "", "Patient");
            }

            return null;
        };
        await using var job = await StartAsync();
        Assert.Contains("other files", (await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsGone_EndsTheDownload_AndWhatIsThereStays()
    {
        Server.OnFile = (name, _, _) =>
        {
            if (name != "Observation.1")
            {
                return null;
            }

            // Not before the other one is whole: what is under way when a file fails begins anew.
            SpinWait.SpinUntil(() => Directory.GetFiles(Folder.Path, "Patient.*.ndjson").Length > 0, TimeSpan.FromSeconds(20));
            return RawAnswer.Of("404 Not Found");
        };
        await using (var job = await StartAsync())
        {
            await Assert.ThrowsAsync<FhirNotFoundException>(() => job.DownloadAsync());
        }

        Assert.Throws<BulkExportException>(() => BulkExportFolder.Open(Folder.Path));
        Server.OnFile = static (_, _, _) => null;
        await using var again = await BulkExportJob.ResumeAsync(Server.Client(), Folder.Path, Quick.Options);
        var folder = await again.DownloadAsync();
        Assert.Equal(8, (await Ids(folder.ReadAllAsync())).Count);
        Assert.Equal(1, Server.Count("Patient.1"));
    }

    [Fact]
    public async Task OneFolder_IsOneProcesses()
    {
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(Server.Client(), Folder.Path));
    }

    [Fact]
    public async Task AnotherServersFolder_IsNotTaken()
    {
        await (await StartAsync()).DisposeAsync();
        await using var other = new ExportServer();
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(other.Client(), Folder.Path));
        await File.WriteAllTextAsync(Folder["export.json"], "{");
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(Server.Client(), Folder.Path));
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(Server.Client(), Path.Combine(Folder.Path, "nothing")));
    }
}
