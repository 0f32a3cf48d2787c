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

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "fhir.client.request.duration", "s", "How long requests took, with all their tries and the reading of the answer.");

    /// <summary>Whether anybody listens to how long requests take.</summary>
    public static bool MeasuresDuration => Duration.Enabled;

    public static void Measured(double seconds, in TagList tags) => Duration.Record(seconds, tags);

    public static void Repeating(string platform, string resourceType) => Counters.Retries.Add(1, new("fhir.platform", platform), new("fhir.resource_type", resourceType));

    public static void CircuitOpened(string platform) => Counters.CircuitOpenings.Add(1, new KeyValuePair<string, object?>("fhir.platform", platform));

    public static void Truncated(string platform, string resourceType) => Counters.Truncated.Add(1, new("platform", platform), new("resource_type", resourceType));

    public static void Dropped(string platform, string resourceType) => Counters.Dropped.Add(1, new("platform", platform), new("resource_type", resourceType));

    public static void Mismatched(int count, string platform, string resourceType) =>
        Counters.Mismatched.Add(count, new("platform", platform), new("resource_type", resourceType));

    // What goes wrong seldom: made when it first does, and not before the first request.
    private static class Counters
    {
        public static readonly Counter<long> Truncated = Meter.CreateCounter<long>(
            "fhirtyped.search.truncated", "{search}", "Searches that ended with fewer matches than the server counted.");

        public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
            "fhirtyped.search.dropped", "{search}", "Searches of which the server says that it searched for something else.");

        public static readonly Counter<long> Mismatched = Meter.CreateCounter<long>(
            "fhirtyped.search.mismatched", "{match}", "Matches that contradict their search.");

        public static readonly Counter<long> Retries = Meter.CreateCounter<long>(
            "fhir.client.request.retries", "{try}", "Requests that were sent again after they had failed.");

        public static readonly Counter<long> CircuitOpenings = Meter.CreateCounter<long>(
            "fhir.client.circuit.openings", "{opening}", "How often a server that kept failing was left alone for a while.");
    }
}
