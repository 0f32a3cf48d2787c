namespace FhirTyped.R4;

/// <content>Reading and making an outcome.</content>
public sealed partial class OperationOutcome
{
    /// <summary>Whether any issue is an error or fatal.</summary>
    public bool HasErrors
    {
        get
        {
            foreach (var issue in Issue)
            {
                if (issue.Severity?.Value is IssueSeverity.Error or IssueSeverity.Fatal)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>An outcome with one issue.</summary>
    /// <param name="severity">How bad.</param>
    /// <param name="code">What kind of problem.</param>
    /// <param name="diagnostics">What a person should read; it must not hold data of patients.</param>
    public static OperationOutcome Of(IssueSeverity severity, IssueType code, string diagnostics) =>
        new() { Issue = { new OperationOutcomeIssue { Severity = severity, Code = code, Diagnostics = diagnostics } } };
}
