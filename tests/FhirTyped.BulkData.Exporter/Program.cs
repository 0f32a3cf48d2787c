using FhirTyped;
using FhirTyped.BulkData;
using FhirTyped.BulkData.Exporter;

// An export in a process of its own, which its tests kill: base address and folder are its arguments. It begins the export, or goes on with it.
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
using var process = System.Diagnostics.Process.GetCurrentProcess();
Console.Error.WriteLine(process.PeakWorkingSet64);
Console.WriteLine("done");
