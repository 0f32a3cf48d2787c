using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>What conditions of references find: resources of the files about hospitals and practitioners, by their identifiers. <see href="https://hl7.org/fhir/R4/http.html#trules"/></summary>
internal sealed class SyntheaTargets
{
    // Null where several resources have the identifier: then the condition names none of them.
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>Takes a resource in.</summary>
    public void Add(Resource resource, string name)
    {
        foreach (var element in resource.GetElements("identifier"))
        {
            if (element is Identifier { Value: { Length: > 0 } value } identifier)
            {
                var key = Key(resource.TypeName, identifier.System, value);
                _names[key] = _names.TryGetValue(key, out var other) && other != name ? null : name;
            }
        }
    }

    /// <summary>The type and the identifier that a reference searches for; false where it is of another form.</summary>
    public static bool TryParse(string reference, out string type, out string? system, out string value)
    {
        const string parameter = "identifier=";
        (type, system, value) = ("", null, "");
        var question = reference.IndexOf('?', StringComparison.Ordinal);
        if (question <= 0 || !FhirResources.IsResourceType(reference[..question]))
        {
            return false;
        }

        var query = reference[(question + 1)..];
        if (!query.StartsWith(parameter, StringComparison.Ordinal) || query.Contains('&', StringComparison.Ordinal))
        {
            return false;
        }

        var token = Uri.UnescapeDataString(query[parameter.Length..]);
        var bar = token.IndexOf('|', StringComparison.Ordinal);
        (type, system, value) = (reference[..question], bar > 0 ? token[..bar] : null, token[(bar + 1)..]);
        return value.Length > 0;
    }

    /// <summary>Type and id of the one resource with the identifier; null where there is none, or more than one.</summary>
    public string? Find(string type, string? system, string value) => _names.GetValueOrDefault(Key(type, system, value));

    private static string Key(string type, string? system, string value) => type + " " + system + "|" + value;
}
