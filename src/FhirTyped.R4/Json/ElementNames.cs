using System.Buffers;
using System.Text;

namespace FhirTyped.R4;

/// <summary>
/// The names that the standard gives to properties. Only these are shown in places: any other name comes from the payload, and may
/// be data of a patient.
/// </summary>
internal static partial class ElementNames
{
    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);

    // Made when a payload first has an issue.
    private static readonly Lazy<HashSet<string>> Names = new(Read);

    /// <summary>Whether the standard has a property of this name in any type: also of a choice with its type.</summary>
    public static bool Has(ReadOnlySpan<byte> name)
    {
        const int LongestName = 64;
        if (name.Length > LongestName || name.ContainsAnyExcept(NameCharacters))
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(name);
        if (Names.Value.Contains(text))
        {
            return true;
        }

        // The type of a choice begins with a capital, as does any later word of its name.
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsAsciiLetterUpper(text[i]) && Enum.TryParse<ChoiceTypes>(text.AsSpan(i), out _) && Names.Value.Contains(text[..i] + "[x]"))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Read()
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "resourceType" };
        foreach (var line in Encoding.ASCII.GetString(All).AsSpan().EnumerateLines())
        {
            names.Add(line.ToString());
        }

        return names;
    }
}
