using System;
using System.Collections.Generic;
using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>Tells which sections of a configuration file are about FHIR.</summary>
internal sealed class FhirSections(Lazy<PlatformAddresses> addresses)
{
    // A shorter name of a platform begins too many words.
    private const int ShortestName = 4;

    private readonly Lazy<List<string>> _names = new(() => NamesOf(addresses.Value));

    /// <summary>
    /// Whether a section, or a value, is about FHIR: its name has the word in it or begins with a platform's name, or it holds the address of
    /// a FHIR server.
    /// </summary>
    public bool Contain(string name, JsonValue value)
    {
        // A name may be a whole path: Hospitals:Epic:ClientSecret.
        foreach (var part in name.Split(':'))
        {
            var folded = Fold(part);
            if (folded.Contains("fhir") || _names.Value.Exists(platform => folded.StartsWith(platform, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        foreach (var member in value.Members)
        {
            if (member.Value.Kind == JsonValueKind.String && IsFhirAddress(member.Value.Text))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsFhirAddress(string text) => text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && (text.IndexOf("fhir", StringComparison.OrdinalIgnoreCase) >= 0 || addresses.Value.FindServer(text) is not null);

    private static List<string> NamesOf(PlatformAddresses addresses)
    {
        var names = new List<string>();
        foreach (var platform in addresses.Platforms)
        {
            var manifest = platform.Judge.Manifest;
            foreach (var name in new[] { Fold(manifest.Id), Fold(manifest.Name), Fold(manifest.ClassName) })
            {
                if (name.Length >= ShortestName && !names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    /// <summary>Letters and digits only, in lower case: <c>oracle-health</c> and <c>OracleHealth</c> are one.</summary>
    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }
}
