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

    public static void Truncated(string platform, string resourceType) => TruncatedCounter.Add(1, new("platform", platform), new("resource_type", resourceType));

    public static void Dropped(string platform, string resourceType) => DroppedCounter.Add(1, new("platform", platform), new("resource_type", resourceType));

    public static void Mismatched(int count, string platform, string resourceType) =>
        MismatchedCounter.Add(count, new("platform", platform), new("resource_type", resourceType));
}
