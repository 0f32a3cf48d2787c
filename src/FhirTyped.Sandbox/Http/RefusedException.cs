using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Ends a request with an OperationOutcome. It never leaves the sandbox, and its text holds no value of a request.</summary>
internal sealed class RefusedException(HttpStatusCode status, IssueType code, string diagnostics) : Exception(diagnostics)
{
    public HttpStatusCode Status { get; } = status;

    public IssueType Code { get; } = code;

    /// <summary>Where in the body, as a FHIRPath, or null.</summary>
    public string? Expression { get; init; }

    /// <summary>What the header <c>WWW-Authenticate</c> says, or null.</summary>
    public string? Challenge { get; init; }

    /// <summary>The line in the body, or 0.</summary>
    public int Line { get; init; }

    public OperationOutcome ToOutcome()
    {
        var outcome = OperationOutcome.Of(IssueSeverity.Error, Code, Message);
        if (!string.IsNullOrEmpty(Expression))
        {
            outcome.Issue[0].Expression.Add(Expression);
        }

        return outcome;
    }
}
