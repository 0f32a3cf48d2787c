using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FhirTyped;

/// <summary>
/// What is counted, by the meter <c>FhirTyped</c>: what answers of servers lack or have wrong. The tags are the platform's id and the resource
/// type; never anything of a patient.
/// </summary>
internal static class FhirMetrics
{
    private static readonly Meter Meter = new("FhirTyped");

    private static readonly Counter<long> TruncatedCounter = Meter.CreateCounter<long>(
        "fhirtyped.search.truncated", "{search}", "Searches that ended with fewer matches than the server counted.");

    private static readonly Counter<long> DroppedCounter = Meter.CreateCounter<long>(
        "fhirtyped.search.dropped", "{search}", "Searches of which the server says that it searched for something else.");

    private static readonly Counter<long> MismatchedCounter = Meter.CreateCounter<long>(
        "fhirtyped.search.mismatched", "{match}", "Matches that contradict their search.");

    private static readonly Histogram<double> DurationHistogram = Meter.CreateHistogram<double>(
        "fhir.client.request.duration", "s", "How long requests took, with all their tries and the reading of the answer.");

    private static readonly Counter<long> RetryCounter = Meter.CreateCounter<long>(
        "fhir.client.request.retries", "{try}", "Requests that were sent again after they had failed.");

    private static readonly Counter<long> CircuitCounter = Meter.CreateCounter<long>(
        "fhir.client.circuit.openings", "{opening}", "How often a server that kept failing was left alone for a while.");

    /// <summary>Whether anybody listens to how long requests take.</summary>
    public static bool MeasuresDuration => DurationHistogram.Enabled;

    public static void Measured(double seconds, in TagList tags) => DurationHistogram.Record(seconds, tags);

    public static void Repeating(string platform, string resourceType) => RetryCounter.Add(1, new("fhir.platform", platform), new("fhir.resource_type", resourceType));

    public static void CircuitOpened(string platform) => CircuitCounter.Add(1, new KeyValuePair<string, object?>("fhir.platform", platform));

    public static void Truncated(string platform, string resourceType) => TruncatedCounter.Add(1, new("platform", platform), new("resource_type", resourceType));

    public static void Dropped(string platform, string resourceType) => DroppedCounter.Add(1, new("platform", platform), new("resource_type", resourceType));

    public static void Mismatched(int count, string platform, string resourceType) =>
        MismatchedCounter.Add(count, new("platform", platform), new("resource_type", resourceType));
}
