namespace FhirTyped;

/// <summary>The server gave fewer matches than it counted itself (<c>Bundle.total</c>), and no link to a further page. The last page was not given.</summary>
public sealed class FhirTruncatedException : FhirSearchException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="resourceType">The resource type that was searched.</param>
    /// <param name="receipt">The receipt.</param>
    public FhirTruncatedException(string resourceType, SearchReceipt receipt)
        : base($"The search of {resourceType} ended too early: the server counted more matches than it gave, and gave no link to a further page. "
            + "The last page was not given.") => Receipt = receipt;

    /// <summary>What is known of the search.</summary>
    public SearchReceipt Receipt { get; }
}
