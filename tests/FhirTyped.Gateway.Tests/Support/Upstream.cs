using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Tests;

/// <summary>What scripted servers answer.</summary>
internal static partial class Upstream
{
    /// <summary>A searchset that says of itself what was asked.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="entries">The entries, as JSON.</param>
    /// <param name="next">The link to the next page, or null.</param>
    public static RawAnswer Searchset(RawRequest request, string entries = "", string? next = null, string? self = null) => RawAnswer.Of("200 OK", Bundle(
        self ?? "http://" + request.Header("Host").Single() + request.Target, entries, next));

    public static string Bundle(string self, string entries = "", string? next = null) =>
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[" + Link("self", self) + (next is null ? "" : "," + Link("next", next)) + "],\"entry\":[" + entries + "]}";

    public static string Entry(string resource, string mode = "match") => "{\"resource\":" + resource + ",\"search\":{\"mode\":\"" + mode + "\"}}";

    public static string Observation(string id, string patient) =>
        "{\"resourceType\":\"Observation\",\"id\":\"" + id + "\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/" + patient + "\"}}";

    public static string Patient(string id) => $$"""{"resourceType":"Patient","id":"{{id}}"}""";

    private static string Link(string relation, string url) => "{\"relation\":\"" + relation + "\",\"url\":\"" + url + "\"}";
}
