using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>A Bundle as Synthea writes it, taken apart; or a resource that stands alone.</summary>
internal sealed class SyntheaBundle
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<(Resource Resource, string Place)> _resources = [];

    /// <exception cref="FhirException">There is something in it that cannot be taken; the message names the entry.</exception>
    public SyntheaBundle(Resource content, string place)
    {
        if (content is not Bundle bundle)
        {
            Add(content, fullUrl: null, place);
            return;
        }

        if (bundle.Type?.Value is not (BundleType.Transaction or BundleType.Collection or BundleType.Batch))
        {
            throw new FhirException($"{place}: the Bundle is none of type transaction, batch or collection, as Synthea writes them.");
        }

        for (var i = 0; i < bundle.Entry.Count; i++)
        {
            var at = $"{place}, entry {i}";
            Add(bundle.Entry[i].Resource ?? throw new FhirException(at + ": it has no resource."), bundle.Entry[i].FullUrl, at);
        }
    }

    /// <summary>Its resources, each with its place in words.</summary>
    public IReadOnlyList<(Resource Resource, string Place)> Resources => _resources;

    /// <summary>Type and id of the entry with a fullUrl; null where there is none.</summary>
    public string? Find(string fullUrl) => _names.GetValueOrDefault(fullUrl);

    private void Add(Resource resource, string? fullUrl, string place)
    {
        if (resource is UnknownResource)
        {
            throw new FhirException(place + ": this is no resource of FHIR R4; it has no resourceType, or one that R4 does not know.");
        }

        if (string.IsNullOrEmpty(resource.Id))
        {
            const string urn = "urn:uuid:";
            resource.Id = fullUrl?.StartsWith(urn, StringComparison.Ordinal) == true && fullUrl.Length > urn.Length
                ? fullUrl[urn.Length..]
                : throw new FhirException($"{place}: the {resource.TypeName} has no id, and no fullUrl to take one from.");
        }

        var name = resource.TypeName + "/" + resource.Id;
        if (fullUrl is { Length: > 0 } && !_names.TryAdd(fullUrl, name))
        {
            throw new FhirException(place + ": another entry has the same fullUrl.");
        }

        _resources.Add((resource, place));
    }
}
