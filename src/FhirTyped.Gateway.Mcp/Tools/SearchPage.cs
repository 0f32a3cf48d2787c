using System.Net;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A page of a search (https://hl7.org/fhir/R4/bundle.html#searchset).</summary>
/// <param name="Matches">The matches.</param>
/// <param name="Total">How many the server says there are, or null.</param>
/// <param name="Included">How many resources were included with them.</param>
/// <param name="Warnings">How many outcomes the server put among them.</param>
internal sealed record SearchPage(IReadOnlyList<JsonElement> Matches, int? Total, int Included, int Warnings)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="GatewayProblem">It is no Bundle.</exception>
    public static SearchPage Read(JsonElement bundle)
    {
        if (bundle.ValueKind != JsonValueKind.Object || !bundle.TryGetProperty("resourceType", out var type) || !type.ValueEquals("Bundle"))
        {
            throw new GatewayProblem(HttpStatusCode.BadGateway, "exception", "The platform's answer to a search is no Bundle.");
        }

        var matches = new List<JsonElement>();
        var (included, warnings) = (0, 0);
        if (bundle.TryGetProperty("entry", out var entries) && entries.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in entries.EnumerateArray())
            {
                if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("resource", out var resource) || resource.ValueKind != JsonValueKind.Object)
                {
                    continue;
                }

                var mode = entry.TryGetProperty("search", out var search) && search.ValueKind == JsonValueKind.Object && search.TryGetProperty("mode", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
                switch (mode)
                {
                    case "include":
                        included++;
                        break;
                    case "outcome":
                        warnings++;
                        break;
                    default:
                        matches.Add(resource);
                        break;
                }
            }
        }

        return new(matches, bundle.TryGetProperty("total", out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetInt32(out var count) ? count : null, included, warnings);
    }
}
