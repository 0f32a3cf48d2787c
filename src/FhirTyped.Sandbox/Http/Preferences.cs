namespace FhirTyped.Sandbox;

/// <summary>The header <c>Prefer</c> (RFC 7240): what of it FHIR uses, https://hl7.org/fhir/R4/http.html#ops.</summary>
/// <param name="Return"><c>minimal</c>, <c>representation</c> or <c>OperationOutcome</c>; empty where it is not said.</param>
/// <param name="IsStrict">Whether <c>handling=strict</c> is asked for: an unknown search parameter is then an error.</param>
/// <param name="RespondsAsync">Whether <c>respond-async</c> is asked for: an answer may come later, elsewhere.</param>
internal sealed record Preferences(string Return, bool IsStrict, bool RespondsAsync = false)
{
    public static Preferences None { get; } = new("", false);

    public static Preferences Parse(string? header)
    {
        var result = None;
        foreach (var part in (header ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            result = part.Split('=', 2, StringSplitOptions.TrimEntries) switch
            {
                ["return", var value] => result with { Return = value.Trim('"') },
                ["handling", var value] => result with { IsStrict = value.Trim('"') == "strict" },
                ["respond-async"] => result with { RespondsAsync = true },
                _ => result,
            };
        }

        return result;
    }
}
