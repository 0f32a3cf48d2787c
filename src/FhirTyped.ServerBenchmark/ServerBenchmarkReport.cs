using System.Text;

namespace FhirTyped.ServerBenchmark;

/// <summary>What was measured of several servers.</summary>
public sealed class ServerBenchmarkReport
{
    internal ServerBenchmarkReport(DateTimeOffset started, FhirServerBenchmarkOptions options, TimeSpan generation, IReadOnlyList<ServerBenchmarkResult> servers)
    {
        Started = started;
        Attempts = options.Attempts;
        BatchSize = options.BatchSize;
        DatasetSize = options.DatasetSize;
        Parallelism = options.Parallelism;
        Seed = options.Seed;
        GenerationTime = generation;
        Servers = servers;
    }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>How often each operation was to be done.</summary>
    public int Attempts { get; }

    /// <summary>How many resources a batch had.</summary>
    public int BatchSize { get; }

    /// <summary>How many resources a transaction had.</summary>
    public int DatasetSize { get; }

    /// <summary>How many requests were under way at one time.</summary>
    public int Parallelism { get; }

    /// <summary>The seed of the data.</summary>
    public ulong Seed { get; }

    /// <summary>How long it took on this machine to generate one dataset: no server has a part in it.</summary>
    public TimeSpan GenerationTime { get; }

    /// <summary>The servers, in the order in which they were measured.</summary>
    public IReadOnlyList<ServerBenchmarkResult> Servers { get; }

    /// <summary>The report as JSON (https://www.rfc-editor.org/rfc/rfc8259), indented, times in milliseconds.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ReportJson.Write(this));

    /// <summary>
    /// The median times as a bar chart in SVG (https://www.w3.org/TR/SVG11/), with a logarithmic axis, a line to the 95th percentile, and each number as text. It has no script, and takes on the
    /// light or dark scheme of who looks at it.
    /// </summary>
    public string ToSvg() => ReportChart.Write(this);
}
