namespace FhirTyped.Gateway;

/// <summary>A store that has a place for a journal beside it, on the same disk.</summary>
internal interface IJournaledAuditStore : IAuditStore
{
    /// <summary>The folder of the journal.</summary>
    string JournalFolder { get; }
}
