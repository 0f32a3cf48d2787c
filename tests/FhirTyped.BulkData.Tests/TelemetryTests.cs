using System.Collections.Concurrent;
using System.Diagnostics;
using FhirTyped.TestKit;
using Microsoft.Extensions.Logging;

namespace FhirTyped.BulkData.Tests;

/// <summary>What is told of an export while it runs names no group, no patient, no file and no link.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task ActivitiesAndLogs_HoldNoId()
    {
        var told = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("FhirTyped", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => told.Enqueue(activity.DisplayName + " " + string.Join(' ', activity.TagObjects.Select(static tag => tag.Key + "=" + tag.Value))),
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = new ExportServer();
        using var folder = new TemporaryFolder();
        server.OnFile = static (_, times, _) => times == 0 ? RawAnswer.Of("503 Service Unavailable") : null;
        var client = FhirPlatform.Create<ExportHospital>(
            options =>
            {
                options.BaseUrl = new Uri(server.Address, "fhir");
                options.Resilience.Delay = TimeSpan.Zero;
            }, new Recorder(told));

        await using var job = await client.Group("secret-group").Export(static e => e.Patients("secret-patient")).StartAsync(folder.Path, Quick.Options);
        await job.DownloadAsync();
        var ours = told.Where(static line => line.Contains("$export", StringComparison.Ordinal)).ToArray();
        Assert.Contains(ours, static line => line.StartsWith("POST $export ", StringComparison.Ordinal));
        Assert.Contains(ours, static line => line.StartsWith("GET $export file ", StringComparison.Ordinal));
        Assert.All(ours, static line => Assert.DoesNotContain("secret", line, StringComparison.Ordinal));
        Assert.All(ours, static line => Assert.DoesNotContain("job-1", line, StringComparison.Ordinal));
        Assert.All(ours, static line => Assert.DoesNotContain("Observation.1", line, StringComparison.Ordinal));
    }

    private sealed class Recorder(ConcurrentQueue<string> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Enqueue(formatter(state, exception) + exception);
    }
}
