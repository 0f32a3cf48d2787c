using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>The keys of tokens: the code without case, the digits of telephone numbers, and the system.</summary>
internal static class TokenKeys
{
    // Whether a system is the one of an element's definition is for the match to say.
    private static readonly int Implied = IndexKeys.Of('m', "");

    public static void Add(TokenIndexValue value, IIndexKeys keys)
    {
        keys.Add(value.HasImpliedSystem ? Implied : OfSystem(value.System ?? ""));
        if (value.Code is not { } code)
        {
            return;
        }

        keys.Add(OfCode(code));
        if (value.IsPhone && TokenMatch.DigitsOf(code) is { Length: > 0 } digits)
        {
            keys.Add(OfDigits(digits));
        }
    }

    public static IndexRange[]? FindRanges(string escaped, string modifier)
    {
        var parts = SearchEscaping.Split(escaped, '|').ConvertAll(SearchEscaping.Unescape);
        var code = parts[^1];
        switch (modifier)
        {
            case "" when code.Length == 0 && parts is [{ Length: > 0 } system, _]:
                return [IndexRange.Of(OfSystem(system)), IndexRange.Of(Implied)];
            case "" when TokenMatch.DigitsOf(code) is { Length: > 0 } digits:
                return [IndexRange.Of(OfCode(code)), IndexRange.Of(OfDigits(digits))];
            case "" or "of-type" or "ofType":
                return [IndexRange.Of(OfCode(code))];
            default:
                return null;
        }
    }

    private static int OfCode(string code) => IndexKeys.Of('c', code, StringComparison.OrdinalIgnoreCase);

    private static int OfDigits(string digits) => IndexKeys.Of('d', digits);

    private static int OfSystem(string system) => IndexKeys.Of('s', system);
}
