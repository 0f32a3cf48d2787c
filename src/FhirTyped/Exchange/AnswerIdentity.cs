using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Holds what an answer says it is about against what was asked for.</summary>
internal static class AnswerIdentity
{
    /// <summary>
    /// What in an answer is about another resource than the one that was asked for; null where nothing is. What it does not say contradicts nothing.
    /// </summary>
    public static string? FindContradiction(FhirAnswer answer, string resourceType, string? id)
    {
        if (answer.Resource is { } resource and not OperationOutcome && resource.TypeName != resourceType)
        {
            return $"the server answered with another resource type than {resourceType}.";
        }

        if (answer.Location is { } location && location.ResourceType != resourceType)
        {
            return $"the server's Location is of another resource type than {resourceType}.";
        }

        var answered = answer.Resource is null or OperationOutcome ? null : answer.Resource.Id;
        if (id is not null && ((answered ?? id) != id || (answer.Location?.Id ?? id) != id))
        {
            return $"the server answered about another {resourceType}.";
        }

        return answered is not null && answer.Location is { } other && other.Id != answered
            ? $"the server's Location leads to another {resourceType} than the one it answered with."
            : null;
    }
}
