using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What the facts of a platform hold, and a server no longer declares: programs that use it break there.</summary>
internal static class LostCapabilities
{
    /// <summary>Resource types, interactions and search parameters, by name; empty where the facts are only assumed, or the statement cannot be read.</summary>
    public static IReadOnlyList<string> Find(PlatformManifest known, CapabilityStatement statement)
    {
        if (known.Origin.Kind == StatementKind.Assumed
            || CapabilityStatementReader.Read("metadata", Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(statement)), []) is not { } current)
        {
            return [];
        }

        var now = current.Resources.ToDictionary(static resource => resource.Type, StringComparer.Ordinal);
        var ofSystem = current.SystemSearchParameters.Select(static parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var lost = new List<string>();
        foreach (var resource in known.Resources)
        {
            if (!now.TryGetValue(resource.Type, out var declared))
            {
                lost.Add(resource.Type);
                continue;
            }

            lost.AddRange((resource.Interactions & ~declared.Interactions).ToCodes().Select(code => $"{resource.Type} {code}"));
            lost.AddRange(resource.SearchParameters
                .Where(parameter => declared.FindSearchParameter(parameter.Name) is null && !ofSystem.Contains(parameter.Name))
                .Select(parameter => $"{resource.Type} parameter {parameter.Name}"));
        }

        return lost;
    }
}
