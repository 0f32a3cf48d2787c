namespace FhirTyped;

/// <summary>What became of a reference.</summary>
public enum FhirReferenceStatus
{
    /// <summary>The resource is there.</summary>
    Resolved,

    /// <summary>The server says that it has no such resource, or that it was deleted.</summary>
    NotFound,

    /// <summary>The platform takes no request that would give the resource; nothing was sent. <see cref="FhirResolvedReference.Error"/> says why.</summary>
    Refused,

    /// <summary>It is an absolute address of another server, which was not asked: the credential is for this one alone.</summary>
    Foreign,

    /// <summary>
    /// It leads to something inside the resource or Bundle in which it stands: <c>#x</c> to a contained resource, <c>urn:uuid:…</c> and <c>urn:oid:…</c> to an entry
    /// (https://hl7.org/fhir/R4/references.html#contained). No server can be asked for that.
    /// </summary>
    Internal,

    /// <summary>It is no reference to a resource: empty, as that of a logical reference, or not of the form <c>[type]/[id]</c>.</summary>
    Invalid,

    /// <summary>The request for it failed, so that nobody knows whether the resource is there. <see cref="FhirResolvedReference.Error"/> says why.</summary>
    Failed,
}
