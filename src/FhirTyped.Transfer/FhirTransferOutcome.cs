namespace FhirTyped.Transfer;

/// <summary>What became of a resource.</summary>
public enum FhirTransferOutcome
{
    /// <summary>The target has it newly.</summary>
    Created,

    /// <summary>The target had a resource of that id, which was overwritten.</summary>
    Updated,

    /// <summary>The target has it already, by its business identifier or under its id, and it was left as it is.</summary>
    Found,

    /// <summary>An earlier transfer moved it, as the linkage file says.</summary>
    Earlier,

    /// <summary>The target has it, but without some references to others, which failed or which it does not take; <see cref="FhirTransferEntry.Error"/> says why.</summary>
    Incomplete,

    /// <summary>It was not moved; <see cref="FhirTransferEntry.Error"/> says why.</summary>
    Failed,

    /// <summary>Nobody knows whether the target created it: the answer was lost. Look before it is moved again.</summary>
    Unknown,
}
