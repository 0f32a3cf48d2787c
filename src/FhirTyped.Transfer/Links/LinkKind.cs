namespace FhirTyped.Transfer;

/// <summary>What stands at a link.</summary>
internal enum LinkKind
{
    /// <summary><c>Reference.reference</c>.</summary>
    Reference,

    /// <summary>An element of type url: where something is.</summary>
    Url,

    /// <summary>An element of type uri, canonical, oid or uuid: mostly a name, which stays what it is wherever the resource is.</summary>
    Name,
}
