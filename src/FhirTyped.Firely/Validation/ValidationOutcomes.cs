using FhirTyped.R4;
using Hl7.Fhir.Support;
using FirelyOutcome = Hl7.Fhir.Model.OperationOutcome;

namespace FhirTyped.Firely;

/// <summary>Makes and translates outcomes of validations.</summary>
internal static class ValidationOutcomes
{
    /// <summary>The same outcome in FhirTyped's model.</summary>
    public static OperationOutcome ToFhirTyped(FirelyOutcome outcome) => FirelyModels.ToFhirTyped<OperationOutcome>(outcome);

    /// <summary>An outcome of what makes a payload no FHIR JSON.</summary>
    public static FirelyOutcome Of(IEnumerable<FhirFormatIssue> issues)
    {
        var outcome = new FirelyOutcome();
        foreach (var issue in issues)
        {
            outcome.Issue.Add(Issue(FirelyOutcome.IssueType.Structure, issue.ToString(), issue.Location));
        }

        return outcome;
    }

    /// <summary>An outcome that says that the validator itself failed: then nobody knows whether the resource conforms.</summary>
    public static FirelyOutcome Failed(string resourceType, Exception error) =>
        new() { Issue = { Issue(FirelyOutcome.IssueType.Exception, $"It could not be validated ({error.GetType().Name}).", resourceType) } };

    /// <summary>Makes an error of an unknown profile a warning.</summary>
    public static void Soften(FirelyOutcome outcome)
    {
        foreach (var issue in outcome.Issue.Where(static issue => issue.Severity == FirelyOutcome.IssueSeverity.Error && IsUnknownProfile(issue)))
        {
            issue.Severity = FirelyOutcome.IssueSeverity.Warning;
        }
    }

    private static bool IsUnknownProfile(FirelyOutcome.IssueComponent issue) =>
        issue.Details?.Coding.Exists(static coding => coding.Code == Hl7.Fhir.Support.Issue.UNAVAILABLE_REFERENCED_PROFILE.Code.ToString(System.Globalization.CultureInfo.InvariantCulture)) == true;

    private static FirelyOutcome.IssueComponent Issue(FirelyOutcome.IssueType code, string text, string expression) => new()
    {
        Severity = FirelyOutcome.IssueSeverity.Fatal,
        Code = code,
        Details = new() { Text = text },
        Expression = [expression],
    };
}
