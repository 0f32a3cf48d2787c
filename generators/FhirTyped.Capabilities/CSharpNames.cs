using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>The C# names of platforms, resource types and search parameters. One place, so that generator and analyzer agree.</summary>
internal static class CSharpNames
{
    /// <summary>
    /// The name in Pascal case: <c>oracle-health</c> is <c>OracleHealth</c>, <c>_lastUpdated</c> is <c>LastUpdated</c>,
    /// <c>address-city</c> is <c>AddressCity</c>, <c>patient.identifier</c> is <c>PatientIdentifier</c>.
    /// </summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder(name.Length + 1);
        var upper = true;
        foreach (var c in name)
        {
            if (!((c is >= 'a' and <= 'z') || (c is >= 'A' and <= 'Z') || (c is >= '0' and <= '9')))
            {
                upper = true;
                continue;
            }

            if (result.Length == 0 && c is >= '0' and <= '9')
            {
                result.Append('N');
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return result.Length == 0 ? "Unnamed" : result.ToString();
    }

    /// <summary>The class of a resource type: its own name, but for <c>Task</c>, which every C# file already means otherwise.</summary>
    public static string ResourceClass(string resourceType) => resourceType == "Task" ? "FhirTask" : resourceType;

    /// <summary>Whether a text is a plain C# identifier of ASCII letters, digits and underscores.</summary>
    public static bool IsIdentifier(string text)
    {
        if (text.Length is 0 or > 256 || text[0] is >= '0' and <= '9')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!((c is >= 'a' and <= 'z') || (c is >= 'A' and <= 'Z') || (c is >= '0' and <= '9') || c == '_'))
            {
                return false;
            }
        }

        return true;
    }
}
