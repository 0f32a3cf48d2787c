using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The references of a bundle that lead to its own entries (https://hl7.org/fhir/R4/bundle.html#references).</summary>
internal static class BundleReferences
{
    /// <summary>Throws where a <c>urn:uuid</c> leads to no entry: the server would keep a reference that nobody can ever follow.</summary>
    public static void ThrowIfUnresolved(Bundle bundle, bool mayReferToEachOther)
    {
        var known = mayReferToEachOther
            ? bundle.Entry.Select(static entry => entry.FullUrl).OfType<string>().ToHashSet(StringComparer.Ordinal)
            : [];
        for (var i = 0; i < bundle.Entry.Count; i++)
        {
            if (bundle.Entry[i].Resource is { } resource && HasUnresolved(resource, known))
            {
                throw new InvalidOperationException(mayReferToEachOther
                    ? $"FHT1405: entry {i} ({resource.TypeName}) has a reference by urn:uuid that no entry of the transaction resolves."
                    : $"FHT1405: entry {i} ({resource.TypeName}) has a reference by urn:uuid: the entries of a batch cannot refer to each other.");
            }
        }
    }

    private static bool HasUnresolved(Resource resource, HashSet<string> known) => ResourceReferences.In(resource).Any(reference =>
        reference.Reference is { } target && target.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) && !known.Contains(target));
}
