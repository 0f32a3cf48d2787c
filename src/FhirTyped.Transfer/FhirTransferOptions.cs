namespace FhirTyped.Transfer;

/// <summary>How resources are moved. They must not be changed while it goes on.</summary>
public sealed class FhirTransferOptions
{
    /// <summary>The server from which referenced resources are fetched that the source did not give.</summary>
    /// <value>By default null: none are fetched.</value>
    public IFhirPlatformClient? SourceClient { get; set; }

    /// <summary>How many links away from what the source gave resources are fetched; 0 or more. It counts only with a <see cref="SourceClient"/>.</summary>
    /// <value>By default 1.</value>
    public int ReferenceDepth { get; set; } = 1;

    /// <summary>The base address of the source: absolute references below it are the source's own. That of <see cref="SourceClient"/> is one without being set.</summary>
    /// <value>By default null.</value>
    public Uri? SourceBaseUrl { get; set; }

    /// <summary>Which ids resources have at the target. Those that have none at the source are given one.</summary>
    /// <value>By default <see cref="FhirTransferIds.Assign"/>.</value>
    public FhirTransferIds Ids { get; set; }

    /// <summary>
    /// Where ids are kept, whether a resource that the target has under such an id is overwritten. Otherwise it is read first, and one that says something else is left as it is:
    /// the entry is a failure.
    /// </summary>
    /// <value>By default false.</value>
    public bool OverwritesExisting { get; set; }

    /// <summary>
    /// The systems of business identifiers (https://hl7.org/fhir/R4/datatypes.html#Identifier): a resource that has an identifier of one of them is created where the target has
    /// none with that identifier (<c>If-None-Exist</c>), and what the target has is left as it is and referred to. It counts where the target gives the ids.
    /// </summary>
    /// <value>By default empty.</value>
    public IList<string> IdentifierSystems { get; } = [];

    /// <summary>What becomes of a reference to a resource that is not moved.</summary>
    /// <value>By default <see cref="FhirMissingReferences.Fail"/>.</value>
    public FhirMissingReferences MissingReferences { get; set; }

    /// <summary>
    /// How many resources go in one transaction; 1 or more, and 1 sends each by itself. The platform's own limit (<c>max_bundle_entries</c>) holds where it is less. Of a transaction
    /// that is refused nothing was carried out, and all of its resources are failures.
    /// </summary>
    /// <value>By default 1.</value>
    public int MaximumTransactionEntries { get; set; } = 1;

    /// <summary>
    /// Whether what the platform does not support is left out, with an entry that says so, and the rest is moved. Otherwise nothing is sent where anything is refused.
    /// </summary>
    /// <value>By default false.</value>
    public bool SkipsRefused { get; set; }

    /// <summary>
    /// The linkage file (NDJSON): which resource of the source became which of the target, written as it goes. A transfer of the same source that finds it goes on where the other
    /// one ended. It holds ids, and so is data of patients.
    /// </summary>
    /// <value>By default null: nothing is written, and what was moved is moved again.</value>
    public string? LinkageFile { get; set; }

    /// <summary>
    /// Whether resources of which nobody knows whether the target created them, since an earlier transfer ended in the middle, are sent again. They may then be there twice.
    /// </summary>
    /// <value>By default false: they are entries of outcome <see cref="FhirTransferOutcome.Unknown"/>.</value>
    public bool RepeatsUnknown { get; set; }

    /// <summary>Is told how many resources are done, of how many. Updates that close cycles come after them and do not count.</summary>
    /// <value>By default null.</value>
    public IProgress<FhirProgress>? Progress { get; set; }

    internal Uri? Base => SourceBaseUrl ?? SourceClient?.BaseUrl;

    internal void ThrowIfWrong(string parameterName)
    {
        if (ReferenceDepth < 0 || MaximumTransactionEntries < 1)
        {
            throw new ArgumentException($"{nameof(ReferenceDepth)} must be 0 or more, and {nameof(MaximumTransactionEntries)} 1 or more.", parameterName);
        }

        if (SourceBaseUrl is { IsAbsoluteUri: false })
        {
            throw new ArgumentException($"{nameof(SourceBaseUrl)} must be absolute.", parameterName);
        }

        if (MissingReferences == FhirMissingReferences.Absolute && Base is null)
        {
            throw new ArgumentException($"{nameof(FhirMissingReferences)}.{nameof(FhirMissingReferences.Absolute)} needs {nameof(SourceBaseUrl)} or {nameof(SourceClient)}.", parameterName);
        }

        if (IdentifierSystems.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException($"{nameof(IdentifierSystems)} holds an empty system: it would match identifiers of any system.", parameterName);
        }
    }
}
