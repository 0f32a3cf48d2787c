using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirTyped.Capabilities;
using FhirTyped.R4.Specification;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace FhirTyped.Sandbox;

/// <summary>Which elements of a resource are given: <c>_summary</c> and <c>_elements</c> (https://hl7.org/fhir/R4/search.html#elements).</summary>
/// <param name="Summary"><c>true</c>, <c>text</c>, <c>data</c>, or anything else for all.</param>
/// <param name="Elements">The elements that are asked for; empty is all.</param>
internal sealed record Projection(string Summary, IReadOnlyList<string> Elements)
{
    private const string SubsettedTag =
        """{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}""";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Projection Whole { get; } = new("", []);

    private bool IsWhole => Elements.Count == 0 && Summary is not ("true" or "text" or "data");

    /// <summary>The projection that a query asks for.</summary>
    public static Projection Of(SearchQuery query)
    {
        var result = Whole;
        foreach (var criterion in query.Criteria)
        {
            result = criterion.Name switch
            {
                "_summary" when criterion.Values.Count > 0 => result with { Summary = criterion.Values[0].Escaped! },
                "_elements" => result with { Elements = [.. criterion.Values.Select(static value => value.Escaped!)] },
                _ => result,
            };
        }

        return result;
    }

    /// <summary>The resource as JSON with the elements that are asked for; marked as a subset unless it is whole.</summary>
    public ReadOnlyMemory<byte> Apply(ResourceVersion version)
    {
        if (IsWhole)
        {
            return version.Json;
        }

        using var document = JsonDocument.Parse(version.Json);
        var output = new ArrayBufferWriter<byte>(version.Json.Length);
        using (var writer = new Utf8JsonWriter(output, Writing))
        {
            WriteResource(writer, document.RootElement, ElementFacts.Of(version.ResourceType));
        }

        return output.WrittenMemory;
    }

    private void WriteResource(Utf8JsonWriter writer, JsonElement resource, ElementFacts facts)
    {
        writer.WriteStartObject();
        writer.WriteString("resourceType"u8, resource.GetProperty("resourceType"u8).GetString());
        foreach (var property in resource.EnumerateObject())
        {
            var name = property.Name.TrimStart('_');
            if (property.NameEquals("meta"u8))
            {
                WriteMeta(writer, property.Value);
            }
            else if (name != "resourceType" && IsWanted(facts, name))
            {
                writer.WritePropertyName(property.Name);
                if (Summary == "true" && Elements.Count == 0 && facts.IsNested(name))
                {
                    WriteNested(writer, property.Value, name, facts);
                }
                else
                {
                    property.Value.WriteTo(writer);
                }
            }
        }

        writer.WriteEndObject();
    }

    private bool IsWanted(ElementFacts facts, string name) => Elements.Count > 0
        ? facts.IsKept(name) || Elements.Any(element => element == name || element.EndsWith("." + name, StringComparison.Ordinal))
        : Summary switch
        {
            "true" => facts.IsSummary(name) || facts.IsKept(name),
            "text" => name == "text" || facts.IsKept(name),
            _ => name != "text",
        };

    private static void WriteNested(Utf8JsonWriter writer, JsonElement value, string path, ElementFacts facts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteNested(writer, item, path, facts);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    var inner = path + "." + property.Name.TrimStart('_');
                    if (facts.IsSummary(inner) || facts.IsKept(inner))
                    {
                        writer.WritePropertyName(property.Name);
                        WriteNested(writer, property.Value, inner, facts);
                    }
                    else if (!facts.IsNested(path))
                    {
                        property.WriteTo(writer);
                    }
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteMeta(Utf8JsonWriter writer, JsonElement meta)
    {
        writer.WriteStartObject("meta"u8);
        foreach (var property in meta.EnumerateObject())
        {
            if (!property.NameEquals("tag"u8))
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteStartArray("tag"u8);
        if (meta.TryGetProperty("tag"u8, out var tags) && tags.ValueKind == JsonValueKind.Array)
        {
            foreach (var tag in tags.EnumerateArray())
            {
                tag.WriteTo(writer);
            }
        }

        writer.WriteRawValue(SubsettedTag);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
