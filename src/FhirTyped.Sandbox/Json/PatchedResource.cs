using System.Globalization;
using System.Net;
using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// What a patch makes of a resource. It is stored only where it is FHIR: read strictly, with nothing empty in it
/// (https://hl7.org/fhir/R4/json.html), and still the same resource.
/// </summary>
internal static class PatchedResource
{
    /// <summary>Reads the patched resource.</summary>
    /// <exception cref="RefusedException">It is no FHIR, or another resource than before; the place is named, never a value.</exception>
    public static Resource Read(ResourceVersion before, ReadOnlyMemory<byte> json)
    {
        ThrowIfEmpty(before.ResourceType, json);
        if (!FhirJson.TryRead<Resource>(json.Span, out var resource, out var issues, FhirJsonOptions.Strict))
        {
            throw ResourceBody.Refuse(issues[^1], HttpStatusCode.UnprocessableEntity);
        }

        return resource.TypeName != before.ResourceType ? throw Refuse(IssueType.BusinessRule, "A patch cannot change the resource type.", null)
            : resource.Id != before.Id ? throw Refuse(IssueType.BusinessRule, "A patch cannot change the id.", before.ResourceType + ".id")
            : IsOtherVersion(resource, before) ? throw Refuse(
                IssueType.BusinessRule, "A patch cannot change the version: the server gives it.", before.ResourceType + ".meta.versionId")
            : resource;
    }

    private static void ThrowIfEmpty(string resourceType, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Refuse(IssueType.Structure, "The patch leaves no resource.", null);
            }

            if (FindEmpty(document.RootElement, resourceType) is { } place)
            {
                throw Refuse(IssueType.Structure, "The patch leaves an element without content, which FHIR does not have.", place);
            }
        }
        catch (JsonException)
        {
            throw Refuse(IssueType.TooLong, "The patched resource is nested too deeply.", null);
        }
    }

    /// <summary>Without a version it is given the next one, as any update is.</summary>
    private static bool IsOtherVersion(Resource resource, ResourceVersion before) =>
        resource.Meta?.VersionId is { } version && version != before.Resource?.Meta?.VersionId;

    /// <summary>The place of a null, an empty text, object or array; null where there is none. Lists of primitives have nulls where the other list has a value.</summary>
    private static string? FindEmpty(JsonElement owner, string place)
    {
        Dictionary<string, JsonElement>? lists = null;
        foreach (var property in owner.EnumerateObject())
        {
            var inner = place + "." + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                lists ??= ListsOf(owner);
                var other = property.Name.StartsWith('_') ? property.Name[1..] : "_" + property.Name;
                lists.TryGetValue(other, out var others);
                if (FindEmptyItem(property.Value, others, inner) is { } item)
                {
                    return item;
                }
            }
            else if (FindEmptyValue(property.Value, inner) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The lists by their names: asking the JSON for each would go through all properties every time.</summary>
    private static Dictionary<string, JsonElement> ListsOf(JsonElement owner)
    {
        var lists = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in owner.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                lists[property.Name] = property.Value;
            }
        }

        return lists;
    }

    private static string? FindEmptyItem(JsonElement list, JsonElement others, string place)
    {
        var index = 0;
        var other = others.ValueKind == JsonValueKind.Array ? others.EnumerateArray() : default;
        foreach (var item in list.EnumerateArray())
        {
            var hasOther = other.MoveNext() && other.Current.ValueKind != JsonValueKind.Null;
            if ((item.ValueKind != JsonValueKind.Null || !hasOther)
                && FindEmptyValue(item, place + "[" + index.ToString(CultureInfo.InvariantCulture) + "]") is { } found)
            {
                return found;
            }

            index++;
        }

        return index == 0 ? place : null;
    }

    private static string? FindEmptyValue(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Null => place,
        JsonValueKind.String => value.ValueEquals("") ? place : null,
        JsonValueKind.Object => value.EnumerateObject().Any() ? FindEmpty(value, place) : place,
        // FHIR has no lists of lists: reading says so.
        _ => null,
    };

    private static RefusedException Refuse(IssueType code, string why, string? place) => new(HttpStatusCode.UnprocessableEntity, code, why) { Expression = place };
}
