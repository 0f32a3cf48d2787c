namespace FhirTyped.TestData;

/// <summary>What becomes of a reference by condition (<c>Practitioner?identifier=…</c>) whose target is in none of the files.</summary>
public enum SyntheaUnresolvedReferences
{
    /// <summary>It becomes a reference by identifier, which says the same and is valid outside of a transaction too. The default.</summary>
    AsIdentifier,

    /// <summary>It stays as it is: for files that are sent as transactions to a server that has the target.</summary>
    Keep,

    /// <summary>It is an error.</summary>
    Fail,
}
