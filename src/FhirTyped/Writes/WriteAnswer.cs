using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Reads what became of a write, and holds it against what was asked: the answer belongs to the write only where type and id say so.
/// </summary>
internal static class WriteAnswer
{
    /// <summary>What became of a write.</summary>
    /// <typeparam name="T">The class of the resource that was written.</typeparam>
    /// <param name="request">The request, for messages.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="resourceType">The resource type that was written.</param>
    /// <param name="id">The id that was written, or null where the server chooses it.</param>
    /// <param name="sent">What is there now where the server answers without it, or null where nobody knows.</param>
    /// <exception cref="FhirProtocolException">The answer is about another resource, or does not say that anything was written.</exception>
    public static FhirWriteResult<T> Read<T>(string request, FhirAnswer answer, string resourceType, string? id, T? sent)
        where T : Resource
    {
        ThrowIfUnproven(request, answer);
        if (AnswerIdentity.FindContradiction(answer, resourceType, id) is { } contradiction)
        {
            throw new FhirProtocolException(
                request, contradiction + " It may have been carried out: do not repeat it before you have looked.", answer.StatusCode, answer.Outcome);
        }

        // The outcome of a write of anything else is a remark.
        var written = answer.Resource?.TypeName == resourceType ? answer.Resource as T : null;
        var newId = written?.Id ?? answer.Location?.Id ?? id;
        var version = VersionOf(answer, written);
        return new FhirWriteResult<T>(answer.StatusCode, newId, version, Complete(written ?? Stamped(sent), newId, version))
        {
            HasRepresentation = written is not null,
            Outcome = answer.Outcome,
        };
    }

    /// <summary>
    /// A page of a login or of a proxy is 200 as well. Where the body is no FHIR and does not claim to be, only what such a page does not have says that
    /// the server wrote anything. Elsewhere the status is enough.
    /// </summary>
    public static void ThrowIfUnproven(string request, FhirAnswer answer)
    {
        if (answer is { Unreadable: not null, IsForeign: true, Location: null, VersionId: null } && answer.StatusCode != HttpStatusCode.Created)
        {
            throw new FhirProtocolException(
                request, "the answer is not FHIR JSON, and nothing else in it says whether it was carried out.", answer.StatusCode, null, answer.Unreadable);
        }
    }

    // A server may echo the body as it was sent, its old version included: the header is about what is there now.
    private static string? VersionOf(FhirAnswer answer, Resource? written) =>
        answer.VersionId ?? answer.Location?.VersionId ?? EntityTags.ValidVersionOf(written?.Meta?.VersionId);

    /// <summary>A copy of what was sent, without what only the server can say.</summary>
    private static T? Stamped<T>(T? sent)
        where T : Resource
    {
        var copy = (T?)sent?.DeepClone();
        if (copy?.Meta is { } meta)
        {
            meta.VersionId = null;
            meta.LastUpdated = null;
        }

        return copy;
    }

    private static T? Complete<T>(T? resource, string? id, string? version)
        where T : Resource
    {
        if (resource is not null)
        {
            resource.Id = id;
            if (version is not null && EntityTags.VersionOf(resource.Meta?.VersionId) != version)
            {
                (resource.Meta ??= new Meta()).VersionId = version;
            }
        }

        return resource;
    }
}
