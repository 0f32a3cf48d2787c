using System.Globalization;
using System.Text.Json.Nodes;
using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Sandbox;

/// <summary>Finds where in a resource's JSON a FHIRPath leads, as a JSON Pointer (RFC 6901).</summary>
internal sealed class ElementPointer(byte[] document)
{
    private readonly Resource _resource = FhirJson.Read<Resource>(document);
    private readonly JsonNode? _json = JsonNode.Parse(document);

    /// <summary>The JSON at a place.</summary>
    public JsonNode? At(string pointer) => JsonPatchDocument.Find(_json, pointer);

    /// <summary>The place of the one element that a path leads to; null where it is none or more than one.</summary>
    public string? Find(string path)
    {
        if (Select(path) is not [var element])
        {
            return null;
        }

        if (element is not PrimitiveElement)
        {
            return PathTo(_resource, _json, element);
        }

        // Primitives have no identity of their own in the model: they are found by their parent's place.
        var (parent, name, index) = Split(path);
        if (name.Length == 0 || Select(parent) is not [var owner] || PathTo(_resource, _json, owner) is not { } place)
        {
            return null;
        }

        var property = place + "/" + PropertyOf(At(place), name);
        return At(property) is JsonArray ? property + "/" + (index ?? 0).ToString(CultureInfo.InvariantCulture) : property;
    }

    /// <summary>The place of the list that a path leads to, whatever it holds.</summary>
    public string? FindList(string path)
    {
        var (parent, name, index) = Split(path);
        return index is null && name.Length > 0 && Select(parent) is [var owner] && PathTo(_resource, _json, owner) is { } place
            && At(place)?[name] is JsonArray
            ? place + "/" + name
            : null;
    }

    /// <summary>The property of an element; that of a choice ends with its type: <c>valueQuantity</c>.</summary>
    private static string PropertyOf(JsonNode? owner, string name)
    {
        if (owner is not JsonObject properties || properties.ContainsKey(name))
        {
            return name;
        }

        return properties.Select(static property => property.Key).FirstOrDefault(key =>
            key.Length > name.Length && key.StartsWith(name, StringComparison.Ordinal) && char.IsAsciiLetterUpper(key[name.Length])) ?? name;
    }

    private IReadOnlyList<Base> Select(string path)
    {
        try
        {
            return FhirPathExpression.For(path).SelectElements(_resource, new FhirPathContext { Resource = _resource });
        }
        catch (FhirPathException)
        {
            throw FhirPathPatchDocument.Refuse("A path of the patch is no FHIRPath that can be evaluated here.");
        }
    }

    /// <summary>A path without its last step, the step's name, and the index that stands behind it.</summary>
    private static (string Parent, string Name, int? Index) Split(string path)
    {
        var dot = path.LastIndexOf('.');
        var step = path[(dot + 1)..];
        int? index = null;
        if (step.EndsWith(']') && step.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket
            && int.TryParse(step.AsSpan(bracket + 1, step.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            step = step[..bracket];
            index = number;
        }

        return dot > 0 && step.All(char.IsAsciiLetterOrDigit) ? (path[..dot], step, index) : ("", "", null);
    }

    private static string? PathTo(Base from, JsonNode? json, Base element)
    {
        if (ReferenceEquals(from, element))
        {
            return "";
        }

        foreach (var child in from.GetElements())
        {
            if (child.Value is PrimitiveElement)
            {
                continue;
            }

            var name = PropertyOf(json, child.Name);
            var node = child.Index < 0 ? json?[name] : (json?[name] as JsonArray)?.ElementAtOrDefault(child.Index);
            if (PathTo(child.Value, node, element) is { } rest)
            {
                return "/" + name + (child.Index < 0 ? "" : "/" + child.Index.ToString(CultureInfo.InvariantCulture)) + rest;
            }
        }

        return null;
    }
}
