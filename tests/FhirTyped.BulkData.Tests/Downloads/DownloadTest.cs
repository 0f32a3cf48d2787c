using FhirTyped.R4;

namespace FhirTyped.BulkData.Tests.Downloads;

/// <summary>What tests of downloads share: a server, a folder, a job.</summary>
public abstract class DownloadTest : IAsyncDisposable
{
    private protected ExportServer Server { get; } = new();

    private protected TemporaryFolder Folder { get; } = new();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Folder.Dispose();
        await Server.DisposeAsync();
    }

    private protected static string Large(string type, int count) => ExportServer.Lines(type, 0, count);

    private protected static async Task<List<string?>> Ids<T>(IAsyncEnumerable<T> resources)
        where T : Resource => [.. (await ToListAsync(resources)).Select(static resource => resource.Id)];

    private protected static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private protected Task<BulkExportJob> StartAsync() => Server.Client().Group("g1").Export().StartAsync(Folder.Path, Quick.Options);

    private protected sealed class Reports(List<BulkExportProgress> all) : IProgress<BulkExportProgress>
    {
        public void Report(BulkExportProgress value) => all.Add(value);
    }
}
