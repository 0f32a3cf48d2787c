using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Takes the resource out of an answer, where type and id say that it is the one that was asked for.</summary>
internal static class ReadAnswer
{
    /// <summary>The resource of an answer, with the version of its <c>ETag</c> where it names none itself.</summary>
    /// <param name="request">The request, for messages.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="resourceType">The resource type that was asked for.</param>
    /// <param name="id">The id that was asked for, or null where any may come.</param>
    /// <exception cref="FhirProtocolException">There is no resource, or another one.</exception>
    public static Resource Expect(string request, FhirAnswer answer, string resourceType, string? id)
    {
        if (answer.Resource is null)
        {
            throw new FhirProtocolException(request, "the server answered without a resource.", answer.StatusCode);
        }

        var problem = answer.Resource.TypeName != resourceType
            ? answer.Outcome is null
                ? $"the server answered with another resource type than {resourceType}."
                : "the server answered with an OperationOutcome instead of the resource."
            : id is not null && answer.Resource.Id is null ? $"the server answered with a {resourceType} without an id, so that nobody knows which one it is."
            : AnswerIdentity.FindContradiction(answer, resourceType, id);
        if (problem is not null)
        {
            throw new FhirProtocolException(request, problem, answer.StatusCode, answer.Outcome);
        }

        if (answer.VersionId is { } version && EntityTags.VersionOf(answer.Resource.Meta?.VersionId) is null)
        {
            (answer.Resource.Meta ??= new Meta()).VersionId = version;
        }

        return answer.Resource;
    }
}
