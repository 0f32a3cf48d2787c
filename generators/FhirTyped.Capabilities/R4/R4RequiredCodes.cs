using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// What the token parameters of FHIR R4 (4.0.1) can find that look at nothing but codes with a required binding, or at booleans:
/// no server can hold another value there.
/// </summary>
/// <remarks>Read once, on first use, from facts inside the assembly. Thread-safe.</remarks>
internal static class R4RequiredCodes
{
    /// <summary>The codes that a parameter of a resource type can find; null where nothing binds them.</summary>
    public static R4CodeSet? Of(string resourceType, string parameter) =>
        Facts.Sets.TryGetValue(resourceType, out var ofType) && ofType.TryGetValue(parameter, out var set) ? set : null;

    private static Dictionary<string, Dictionary<string, R4CodeSet>> Load()
    {
        var byName = new Dictionary<string, R4CodeSet>(StringComparer.Ordinal);
        var byType = new Dictionary<string, Dictionary<string, R4CodeSet>>(StringComparer.Ordinal);
        foreach (var words in EmbeddedFacts.Lines("required-codes.facts"))
        {
            if (words[0] == "set")
            {
                var set = new R4CodeSet(words);
                byName.Add(set.Name, set);
                continue;
            }

            if (!byType.TryGetValue(words[0], out var byParameter))
            {
                byType.Add(words[0], byParameter = new(StringComparer.Ordinal));
            }

            for (var i = 1; i < words.Length; i++)
            {
                var colon = words[i].IndexOf(':');
                byParameter.Add(words[i].Substring(0, colon), byName[words[i].Substring(colon + 1)]);
            }
        }

        return byType;
    }

    private static class Facts
    {
        public static readonly Dictionary<string, Dictionary<string, R4CodeSet>> Sets = Load();
    }
}
