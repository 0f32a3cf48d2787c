using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>Criteria on references: https://hl7.org/fhir/R4/search.html#reference.</summary>
internal static class ReferenceMatch
{
    public static ValueMatch? TryCreate(string escaped, string modifier, string baseUrl)
    {
        if (modifier == "identifier")
        {
            return TokenMatch.OfIdentifier(escaped);
        }

        if (modifier == "text")
        {
            var folded = TextFolding.Fold(SearchEscaping.Unescape(escaped));
            return folded.Length == 0
                ? null
                : value => value is ReferenceIndexValue { Display: { } display } && TextFolding.Fold(display).StartsWith(folded, StringComparison.Ordinal);
        }

        // Of a canonical the bar is part of the value, so only the characters that need it were escaped.
        var text = SearchEscaping.Unescape(escaped);
        if (modifier is "below")
        {
            // What lies below a resource (a part of a location) only a server knows that reads all of them; below a canonical lie its versions.
            var below = ReferenceTarget.Parse(text, "");
            return text.Contains(':', StringComparison.Ordinal) && !below.IsLocal
                ? value => value is ReferenceIndexValue { Target: { Canonical: not null } target } && target.IsBelow(below)
                : null;
        }

        if (modifier.Length > 0 && !R4Definitions.IsResourceType(modifier) || text.Length == 0)
        {
            return null;
        }

        var searched = ReferenceTarget.Parse(text, baseUrl);
        var type = searched.ResourceType ?? (modifier.Length > 0 ? modifier : null);
        var isIdOnly = searched.Id is null && !text.Contains('/', StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal);
        return value => value is ReferenceIndexValue { Target: { } target }
            && (modifier.Length == 0 || target.ResourceType is null || target.ResourceType == modifier)
            && (searched.Version is null || searched.Version == target.Version)
            && (isIdOnly ? target.IsLocal && target.Id == text && (type is null || target.ResourceType == type) : target.Url == searched.Url);
    }
}
