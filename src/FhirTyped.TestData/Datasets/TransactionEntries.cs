using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Makes the entries of a transaction. <see href="https://hl7.org/fhir/R4/http.html#transaction"/></summary>
internal static class TransactionEntries
{
    public static Bundle BundleOf(IReadOnlyList<Resource> resources, bool keepIds)
    {
        var bundle = new Bundle { Type = BundleType.Transaction };
        bundle.Entry.AddRange(resources.Select((resource, index) => keepIds ? Put(resource) : Post(resource, index)));
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < resources.Count; i++)
        {
            names[resources[i].TypeName + "/" + resources[i].Id] = bundle.Entry[i].FullUrl!;
        }

        foreach (var entry in bundle.Entry)
        {
            Rename(entry.Resource!, names);
        }

        return bundle;
    }

    private static BundleEntry Put(Resource resource)
    {
        var name = resource.Id is { Length: > 0 } id ? resource.TypeName + "/" + id : throw new InvalidOperationException($"A resource of type {resource.TypeName} has no id to keep.");
        return new BundleEntry
        {
            FullUrl = FullUrl(resource, 0),
            Resource = resource.DeepClone(),
            Request = new BundleEntryRequest { Method = HttpVerb.PUT, Url = name },
        };
    }

    private static BundleEntry Post(Resource resource, int index)
    {
        var copy = resource.DeepClone();
        copy.Id = null;
        return new BundleEntry
        {
            FullUrl = FullUrl(resource, index),
            Resource = copy,
            Request = new BundleEntryRequest { Method = HttpVerb.POST, Url = resource.TypeName },
        };
    }

    private static void Rename(Resource resource, Dictionary<string, string> names)
    {
        foreach (var reference in ResourceReferences.In(resource))
        {
            if (reference.Reference is { } text && names.TryGetValue(text, out var name))
            {
                reference.Reference = name;
            }
        }
    }

    // An id that is no UUID is made one, by its name: the same resource has the same fullUrl each time.
    private static string FullUrl(Resource resource, int index)
    {
        if (resource.Id is { } id && Guid.TryParseExact(id, "D", out var uuid))
        {
            return "urn:uuid:" + uuid.ToString("D");
        }

        var name = resource.TypeName + "/" + (resource.Id ?? "#" + index.ToString(CultureInfo.InvariantCulture));
        return "urn:uuid:" + new SeededRandom(0).Derive(name).NextUuid().ToString("D");
    }
}
