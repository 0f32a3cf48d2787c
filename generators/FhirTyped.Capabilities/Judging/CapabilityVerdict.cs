namespace FhirTyped.Capabilities;

/// <summary>The judge's answer to one question.</summary>
/// <param name="Support">Whether it is supported.</param>
/// <param name="Id">The diagnostic id, for example <c>FHT1003</c>; empty where it is supported.</param>
/// <param name="Message">What is wrong, by whose word, and what to do instead. It never holds a search value.</param>
/// <param name="Source">The statement's date or the rule's source.</param>
public sealed record CapabilityVerdict(CapabilitySupport Support, string Id, string Message, string Source)
{
    /// <summary>Supported: there is nothing to say.</summary>
    public static CapabilityVerdict Supported { get; } = new(CapabilitySupport.Supported, "", "", "");

    /// <summary>The supported name that was probably meant, or null.</summary>
    public string? Suggestion { get; init; }

    /// <summary>
    /// The value that was probably meant, in FHIR's escaping and without a comparison prefix; or null. The message does not hold it: it is
    /// drawn from a value, and that may be about a patient.
    /// </summary>
    public string? RightValue { get; init; }

    /// <summary>Which criterion of the search it is about, counted from 0; -1 is the search as a whole.</summary>
    public int CriterionIndex { get; init; } = -1;

    /// <summary>Which value of that criterion it is about, counted from 0; -1 is the criterion as a whole.</summary>
    public int ValueIndex { get; init; } = -1;

    /// <summary>Where something is missing, what would do: the parameters of one of these clauses.</summary>
    public EquatableArray<RuleClause> Remedies { get; init; }

    /// <summary>The same with another suggestion, in the message as well.</summary>
    public CapabilityVerdict WithSuggestion(string? suggestion) => this with
    {
        Message = Message.Substring(0, Message.Length - EndOfMessage(Suggestion).Length) + EndOfMessage(suggestion),
        Suggestion = suggestion,
    };

    /// <summary>How a message ends.</summary>
    internal static string EndOfMessage(string? suggestion) => suggestion is null ? "." : "; did you mean '" + suggestion + "'?";

    /// <summary>Whether the answer is yes.</summary>
    public bool IsSupported => Support == CapabilitySupport.Supported;
}
