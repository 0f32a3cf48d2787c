using FhirTyped.R4;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.AspNetCore;

/// <summary>The outcome of a request that did not reach its handler. It holds places, and no values.</summary>
internal static class Refusal
{
    /// <summary>The outcome of a body that cannot be read.</summary>
    public static OperationOutcome Of(FhirFormatIssue issue)
    {
        var outcome = OperationOutcome.Of(IssueSeverity.Error, TypeOf(issue.Code), issue.ToString());
        if (issue.Location.Length > 0)
        {
            outcome.Issue[0].Expression.Add(issue.Location);
        }

        return outcome;
    }

    /// <summary>The outcome of a status that the server gave before the handler was reached.</summary>
    public static OperationOutcome Of(int statusCode) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => OperationOutcome.Of(IssueSeverity.Error, IssueType.TooLong, "The body is larger than this server takes."),
        StatusCodes.Status415UnsupportedMediaType => OperationOutcome.Of(
            IssueSeverity.Error, IssueType.NotSupported, "The body is of a media type that is not read here; " + FhirMediaType.Fhir + " is."),
        StatusCodes.Status400BadRequest => OperationOutcome.Of(
            IssueSeverity.Error, IssueType.Structure, "The request cannot be read: its body is missing or no JSON, or a part of its address or of its headers is not of its type."),
        _ => OperationOutcome.Of(IssueSeverity.Error, IssueType.Processing, "The request cannot be read."),
    };

    private static IssueType TypeOf(FhirFormatCode code) => code switch
    {
        FhirFormatCode.MissingElement => IssueType.Required,
        FhirFormatCode.InvalidValue => IssueType.Value,
        FhirFormatCode.UnknownCode => IssueType.CodeInvalid,
        FhirFormatCode.PayloadLimit or FhirFormatCode.DepthLimit => IssueType.TooLong,
        FhirFormatCode.UnexpectedResourceType => IssueType.Invalid,
        _ => IssueType.Structure,
    };
}
