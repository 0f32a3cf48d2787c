namespace FhirTyped;

/// <summary>What an entry of an answer says about the request at its place.</summary>
internal enum EntryProof
{
    /// <summary>It names no resource: it belongs to the request where all answers stand in the order of the requests.</summary>
    Silent,

    /// <summary>It names the very resource that was asked for or written.</summary>
    Proven,

    /// <summary>It is about another resource.</summary>
    Contradicted,
}
