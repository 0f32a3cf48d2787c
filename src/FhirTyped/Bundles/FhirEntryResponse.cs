using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The server's answer to one request of a batch or transaction.</summary>
public class FhirEntryResponse
{
    internal FhirEntryResponse(EntryAnswer answer, BundleRequestPlan plan)
    {
        StatusCode = answer.Answer.StatusCode;
        Outcome = answer.Outcome;
        Error = answer.Error;
        if (answer.Error is null && !plan.IsSearch)
        {
            var resource = answer.Outcome is null ? answer.Answer.Resource : null;
            Id = resource?.Id ?? answer.Answer.Location?.Id ?? plan.Id;
            VersionId = answer.Answer.VersionId ?? answer.Answer.Location?.VersionId ?? EntityTags.ValidVersionOf(resource?.Meta?.VersionId);
        }
    }

    /// <summary>The HTTP status of this request; 0 where the server does not say one.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Whether the request was carried out.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>What went wrong, as the exception that the request by itself would have thrown; null where it was carried out.</summary>
    public FhirException? Error { get; }

    /// <summary>The server's OperationOutcome about this request, or null.</summary>
    public OperationOutcome? Outcome { get; }

    /// <summary>The id of the resource, or null where the server does not say.</summary>
    public string? Id { get; }

    /// <summary>The version of the resource, or null where the server does not say.</summary>
    public string? VersionId { get; }

    /// <summary>Throws what went wrong, if anything did.</summary>
    /// <exception cref="FhirException">The request was not carried out.</exception>
    public void ThrowIfFailed()
    {
        if (Error is not null)
        {
            throw Error;
        }
    }
}
