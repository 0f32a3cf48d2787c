using FhirTyped;
using FhirTyped.BulkData;
using FhirTyped.BulkData.Exporter;
using FhirTyped.R4;

// Work in a process of its own, whose memory its tests measure, and which they kill. With "read" and a folder it reads all Observations there.
if (args[0] == "read")
{
    var count = 0;
    await foreach (var _ in BulkExportFolder.Open(args[1]).ReadAsync<Observation>())
    {
        count++;
    }

    Finish($"{count}");
    return;
}

// Else base address and folder are its arguments: it begins the export, or goes on with it.
var client = FhirPlatform.Create<ExportHospital>(options =>
{
    options.BaseUrl = new Uri(args[0]);
    options.Resilience.Delay = TimeSpan.FromMilliseconds(10);
});
var quick = new BulkExportOptions { FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromMilliseconds(50), LongestRetryAfter = TimeSpan.FromMilliseconds(50) };
await using var job = BulkExportJob.IsIn(args[1])
    ? await BulkExportJob.ResumeAsync(client, args[1], quick)
    : await client.AllPatients().Export(static e => e.Types("Observation", "Patient")).StartAsync(args[1], quick);
await job.DownloadAsync();
Finish("done");

static void Finish(string words)
{
    using var process = System.Diagnostics.Process.GetCurrentProcess();
    Console.Error.WriteLine(process.PeakWorkingSet64);
    Console.WriteLine(words);
}
