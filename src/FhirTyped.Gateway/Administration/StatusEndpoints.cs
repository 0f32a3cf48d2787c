using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>How the gateway is: for probes and people. It says no address, no secret and nothing of anybody.</summary>
internal sealed class StatusEndpoints(GatewayPlatforms platforms, ISessionStore sessions, AuditTrail audit, BlockList blocks, TransformList transforms, GatewayAddress address, TimeProvider time)
{
    // What is served does not change while the process lives.
    private readonly DateTime _startedAt = time.GetUtcNow().UtcDateTime;

    /// <summary>That the process answers.</summary>
    public static Task LiveAsync(HttpContext context) => JsonAnswer.WriteAsync(context, 200, static json => json.WriteString("status", "live"));

    /// <summary>That it can serve: its stores are there, and its platform files could be read.</summary>
    public async Task ReadyAsync(HttpContext context)
    {
        var problems = new List<string>();
        try
        {
            await sessions.GetAsync("probe", context.RequestAborted).ConfigureAwait(false);
            blocks.Find(GatewayCaller.Nobody, null);
        }
        catch (StoreUnavailableException error)
        {
            problems.Add(error.Message);
        }

        if (audit.IsFailing)
        {
            problems.Add("The audit cannot be written.");
        }

        if (platforms.Problem is not null)
        {
            problems.Add("The platform files changed and cannot be read; the log says why.");
        }

        await JsonAnswer.WriteAsync(context, problems.Count == 0 ? 200 : 503, json =>
        {
            json.WriteString("status", problems.Count == 0 ? "ready" : "not ready");
            json.WriteStartArray("problems");
            foreach (var problem in problems)
            {
                json.WriteStringValue(problem);
            }

            json.WriteEndArray();
        }).ConfigureAwait(false);
    }

    /// <summary>Which platforms there are and how they are, and what nodes must have in common.</summary>
    public Task StatusAsync(HttpContext context) => JsonAnswer.WriteAsync(context, 200, json =>
    {
        json.WriteString("node", audit.Node);
        json.WriteString("platform_files", platforms.Fingerprint);
        json.WriteNumber("audit_pending", audit.Pending);
        json.WriteStartArray("sources");
        foreach (var platform in platforms.All)
        {
            var pool = platform.Client.GetPoolStatus();
            json.WriteStartObject();
            json.WriteString("name", platform.Id);
            json.WriteBoolean("is_left_alone", pool.IsCircuitOpen);
            json.WriteNumber("under_way", pool.RequestsUnderWay);
            json.WriteNumber("waiting", pool.RequestsWaiting);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteList(json, "transforms", transforms.Transforms);
        WriteList(json, "aggregates", transforms.Aggregates);
    });

    /// <summary>What the gateway itself offers over all platforms, as a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html): transforms and aggregates.</summary>
    public Task MetadataAsync(HttpContext context) => JsonAnswer.WriteAsync(context, 200, json =>
    {
        json.WriteString("resourceType", "CapabilityStatement");
        json.WriteString("status", "active");
        json.WriteString("date", _startedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("kind", "instance");
        json.WriteStartObject("software");
        json.WriteString("name", "FhirTyped.Gateway");
        json.WriteEndObject();
        json.WriteStartObject("implementation");
        json.WriteString("description", "Transforms and aggregates over the platforms behind this gateway");
        json.WriteString("url", address.At("/fhir").AbsoluteUri);
        json.WriteEndObject();
        json.WriteString("fhirVersion", "4.0.1");
        json.WriteStartArray("format");
        json.WriteStringValue("json");
        json.WriteEndArray();
        json.WriteStartArray("rest");
        json.WriteStartObject();
        json.WriteString("mode", "server");
        json.WriteStartArray("resource");
        foreach (var type in transforms.Transforms.Union(transforms.Aggregates).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            var addresses = new[] { (transforms.Transforms, "/fhir/transform/" + type + "/{id}?source="), (transforms.Aggregates, "/fhir/aggregate/" + type + "?patient=&sources=") };
            json.WriteString("documentation", string.Join("; ", addresses.Where(one => one.Item1.Contains(type)).Select(static one => "GET " + one.Item2)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
