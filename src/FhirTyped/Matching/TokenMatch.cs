using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>Criteria on codes and identifiers: https://hl7.org/fhir/R4/search.html#token.</summary>
internal static class TokenMatch
{
    public static ValueMatch? TryCreate(string escaped, string modifier)
    {
        var parts = SearchEscaping.Split(escaped, '|').ConvertAll(SearchEscaping.Unescape);
        return modifier switch
        {
            "" or "not" => parts.Count <= 2 ? OfCode(parts) : null,
            "text" => OfText(SearchEscaping.Unescape(escaped)),
            "of-type" or "ofType" => parts.Count == 3 ? OfType(parts[0], parts[1], parts[2]) : null,
            _ => null,
        };
    }

    // code, system|code, |code (without a system) and system| (any code).
    private static ValueMatch OfCode(List<string> parts)
    {
        var code = parts[^1];
        var system = parts.Count == 2 ? parts[0] : null;
        var digits = DigitsOf(code);
        return value => value is TokenIndexValue token && HasSystem(token, system)
            && (code.Length == 0 && system is { Length: > 0 } || HasCode(token, code, digits));
    }

    private static bool HasCode(TokenIndexValue token, string code, string digits)
    {
        if (token.Code is not { } held)
        {
            return false;
        }

        var comparison = token.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return string.Equals(held, code, comparison) || token.IsPhone && digits.Length > 0 && DigitsOf(held) == digits;
    }

    private static bool HasSystem(TokenIndexValue token, string? system)
    {
        if (system is null)
        {
            return true;
        }

        // No system is asked for: of a code the resource says none.
        return system.Length == 0 ? token.HasImpliedSystem || string.IsNullOrEmpty(token.System) : string.Equals(token.System, system, StringComparison.Ordinal);
    }

    private static ValueMatch? OfText(string text)
    {
        var folded = TextFolding.Fold(text);
        return folded.Length == 0
            ? null
            : value => value is TokenIndexValue token && (BeginsWith(token.Text, folded) || BeginsWith(token.ConceptText, folded));
    }

    private static bool BeginsWith(string? text, string folded) => text is not null && TextFolding.Fold(text).StartsWith(folded, StringComparison.Ordinal);

    private static ValueMatch OfType(string system, string code, string identifier) =>
        value => value is TokenIndexValue { IdentifierType: { } type } token
            && string.Equals(token.Code, identifier, StringComparison.OrdinalIgnoreCase)
            && type.Coding.Exists(coding => coding.System == system && string.Equals(coding.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an identifier fulfils <c>system|value</c> or one of its short forms.</summary>
    public static ValueMatch OfIdentifier(string escaped)
    {
        var match = OfCode(SearchEscaping.Split(escaped, '|').ConvertAll(SearchEscaping.Unescape));
        return value => value is ReferenceIndexValue { Identifier: { } identifier } && match(new TokenIndexValue(identifier.System, identifier.Value));
    }

    // Telephone numbers are the same however they are set: a leading plus counts, other signs do not.
    internal static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
