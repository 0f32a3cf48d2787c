using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>What an example is made of: a request that was explained, and where it goes.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Call">The request as it was written.</param>
/// <param name="Explained">What is said of it; it is a request of FHIR's.</param>
/// <param name="Address">The gateway's address.</param>
internal sealed record RequestExample(GatewayPlatform Platform, FhirCall Call, CallExplanation Explained, GatewayAddress Address)
{
    /// <summary>What is asked.</summary>
    public FhirRoute Route => Explained.Route!;

    /// <summary>The address of the platform at the gateway, without a slash at its end.</summary>
    public string BaseAddress => Address.At(AnswerWriter.PathOf(Platform)).AbsoluteUri.TrimEnd('/');

    /// <summary>Whether whoever asks has to say who he is.</summary>
    public bool NeedsToken => Platform.Shared is null || !Platform.Options.AllowAnonymous;

    /// <summary>The request below the base address with everything encoded that a reader could take for something else: the same request to every reader.</summary>
    public string RelativeUrl
    {
        get
        {
            var question = Call.RelativeUrl.IndexOf('?', StringComparison.Ordinal);
            var path = Visible(question < 0 ? Call.RelativeUrl : Call.RelativeUrl[..question]).TrimStart('/');
            return Explained.Criteria is { Criteria.Count: > 0 } criteria && !Route.IsSearchByPost ? path + "?" + Encode(criteria)
                : question < 0 ? path
                : path + Visible(Call.RelativeUrl[question..]);
        }
    }

    /// <summary>The criteria as they stand in an address.</summary>
    public static string Encode(SearchQuery criteria) => string.Join('&', criteria.Criteria.Select(static criterion => Visible(criterion.FullName) + "=" + Encode(criterion)));

    /// <summary>The values of a criterion, encoded; commas, bars and colons are left as people read them.</summary>
    private static string Encode(SearchCriterion criterion) => Uri.EscapeDataString(string.Join(',', criterion.Values.Select(static value => value.Escaped)))
        .Replace("%2C", ",", StringComparison.Ordinal).Replace("%7C", "|", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);

    // Letters of ASCII that can be seen, but for those that end a text in a shell or in C#; the rest is percent-encoded.
    private static string Visible(string text) =>
        string.Concat(text.EnumerateRunes().Select(static rune => rune.Value is > ' ' and < 127 and not ('\'' or '"' or '\\' or '`' or '{' or '}' or '<' or '>' or '^' or '|')
            ? rune.ToString()
            : Uri.EscapeDataString(rune.ToString())));
}
