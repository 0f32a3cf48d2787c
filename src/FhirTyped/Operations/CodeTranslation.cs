using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A code in other terms: the answer of <c>$translate</c> (https://hl7.org/fhir/R4/conceptmap-operation-translate.html).</summary>
public sealed class CodeTranslation
{
    internal CodeTranslation(Parameters answer)
    {
        Answer = answer;
        IsTranslated = answer.IsTrue("result");
        Message = answer.TextOf("message");
        Matches = [.. answer.GetAll("match").Select(static match => new CodeTranslationMatch(match))];
    }

    /// <summary>The answer as the server sent it.</summary>
    public Parameters Answer { get; }

    /// <summary>Whether the server found a translation.</summary>
    public bool IsTranslated { get; }

    /// <summary>Why there is no translation, or what to know about it; or null.</summary>
    public string? Message { get; }

    /// <summary>The translations; those that are marked as <c>unmatched</c> or <c>disjoint</c> are none.</summary>
    public IReadOnlyList<CodeTranslationMatch> Matches { get; }
}
