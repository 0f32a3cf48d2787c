namespace FhirTyped.Transfer;

/// <summary>What becomes of a reference to a resource of the source that is not moved.</summary>
public enum FhirMissingReferences
{
    /// <summary>The resource that has it is not moved, and its entry says which element it is.</summary>
    Fail,

    /// <summary>
    /// It is made an absolute address at the source (<see cref="FhirTransferOptions.SourceBaseUrl"/>), where it goes on meaning what it meant. A reference by <c>urn:uuid</c>
    /// has no address: it fails.
    /// </summary>
    Absolute,

    /// <summary>It stays as it is, and means whatever the target has, or will have, at that id.</summary>
    Keep,
}
