namespace FhirTyped;

/// <summary>Resource ids: https://hl7.org/fhir/R4/datatypes.html#id.</summary>
internal static class FhirId
{
    /// <summary>Vendors' ids can be longer than the 64 characters that FHIR allows; what matters here is that nothing else gets into an address.</summary>
    private const int MaximumLength = 256;

    public static void ThrowIfInvalid(string? id, string parameterName)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw new ArgumentException("The id is missing.", parameterName);
        }

        var isDots = true;
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                throw new ArgumentException("An id holds letters, digits, '-' and '.' only.", parameterName);
            }

            isDots &= c == '.';
        }

        if (isDots || id.Length > MaximumLength)
        {
            throw new ArgumentException("This cannot be an id.", parameterName);
        }
    }

    /// <summary>The id and version of <c>[base]/[type]/[id]/_history/[version]</c>.</summary>
    public static (string? Id, string? Version) FromLocation(Uri? location)
    {
        if (location is null)
        {
            return default;
        }

        var parts = location.OriginalString.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var history = Array.LastIndexOf(parts, "_history");
        if (history > 0 && history + 1 < parts.Length)
        {
            return (parts[history - 1], parts[history + 1]);
        }

        return (parts.Length > 1 ? parts[^1] : null, null);
    }
}
