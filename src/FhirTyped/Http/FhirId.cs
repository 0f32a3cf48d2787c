using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>Resource ids: https://hl7.org/fhir/R4/datatypes.html#id.</summary>
internal static class FhirId
{
    /// <summary>Vendors' ids can be longer than the 64 characters that FHIR allows; what matters here is that nothing else gets into an address.</summary>
    private const int MaximumLength = 256;

    /// <summary>Whether a text can be an id. What begins with an underscore means something else in an address: <c>_history</c>, <c>_search</c>.</summary>
    public static bool IsValid(string? id) => FindProblem(id) is null;

    /// <exception cref="ArgumentException">The text cannot be an id.</exception>
    public static void ThrowIfInvalid(string? id, string parameterName)
    {
        if (FindProblem(id) is { } problem)
        {
            throw new ArgumentException(problem, parameterName);
        }
    }

    /// <summary>Throws where a text has not the form of a resource type's name: it would be a part of an address. Whether there is such a type, the judge says.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void ThrowIfNoType(string? resourceType, string parameterName)
    {
        if (resourceType is null || !FhirRoute.IsTypeName(resourceType))
        {
            throw new ArgumentException("This cannot be the name of a resource type.", parameterName);
        }
    }

    private static string? FindProblem(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return "The id is missing.";
        }

        var isDots = true;
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                return "An id holds letters, digits, '-' and '.' only.";
            }

            isDots &= c == '.';
        }

        return isDots || id[0] == '_' || id.Length > MaximumLength ? "This cannot be an id." : null;
    }
}
