using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// What <c>$everything</c> gives: the resource, all that refers to it, and what those refer to. It stands for the compartment
/// (https://hl7.org/fhir/R4/compartmentdefinition-patient.html), of which it is a little more.
/// </summary>
internal static class EverythingFinder
{
    public static List<ResourceVersion> Find(StoreState state, ResourceVersion focus, IReadOnlyCollection<string> types, DateTimeOffset? since)
    {
        var name = focus.ResourceType + "/" + focus.Id;
        var found = new List<ResourceVersion> { focus };
        var known = new HashSet<ResourceVersion>(found);
        foreach (var version in state.Shelves.OrderBy(static shelf => shelf.Key, StringComparer.Ordinal).SelectMany(static shelf => shelf.Value.Current))
        {
            if (References(version.Resource!).Contains(name, StringComparer.Ordinal) && known.Add(version))
            {
                found.Add(version);
            }
        }

        foreach (var target in found.ToArray().SelectMany(static version => References(version.Resource!)).Distinct(StringComparer.Ordinal))
        {
            // Another patient is never part of this one's record, whoever refers to both.
            if (state.Resolve(target) is { } version && version.ResourceType != "Patient" && known.Add(version))
            {
                found.Add(version);
            }
        }

        return [.. found.Where(version => (types.Count == 0 || types.Contains(version.ResourceType)) && (since is null || version.LastUpdated >= since))];
    }

    private static IEnumerable<string> References(Resource resource) =>
        ResourceReferences.In(resource).Select(static reference => reference.Reference).OfType<string>().Where(static target => target.Length > 0);
}
