namespace FhirTyped;

/// <summary>What a refusal of a request means.</summary>
internal enum FhirRequestKind
{
    /// <summary>What HTTP says.</summary>
    Plain,

    /// <summary>Criteria say which resource is meant: 412 means that they hold for more than one.</summary>
    Conditional,

    /// <summary>A transaction: a refusal means that nothing of it was carried out.</summary>
    Transaction,
}
