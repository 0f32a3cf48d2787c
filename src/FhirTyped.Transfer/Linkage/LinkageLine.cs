namespace FhirTyped.Transfer;

/// <summary>What a linkage file knows of a resource.</summary>
/// <param name="Target">The resource at the target, as type and id.</param>
/// <param name="VersionId">The version that was written; null where the target did not say.</param>
/// <param name="IsPending">Whether it lacks references that a second pass adds.</param>
internal sealed record LinkageLine(string Target, string? VersionId, bool IsPending);
