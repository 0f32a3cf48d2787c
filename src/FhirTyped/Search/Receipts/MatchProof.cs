namespace FhirTyped.Receipts;

/// <summary>What a match says of a criterion.</summary>
internal enum MatchProof
{
    /// <summary>It fulfils the criterion.</summary>
    Proven,

    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>It says otherwise.</summary>
    Contradicted,
}
