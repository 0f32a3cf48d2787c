namespace FhirTyped;

/// <summary>
/// A match is about another patient, or is another resource, than the search asked for, although the server may say that it searched for
/// exactly that. Nothing of its page was given.
/// </summary>
/// <remarks>
/// Where a server finds one patient's data under another id with good reason (merged patients whose resources still name the old one), set
/// <see cref="FhirPlatformOptions.VerifyMatches"/> to <see cref="MatchVerification.None"/>.
/// </remarks>
public sealed class FhirContentMismatchException : FhirSearchException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="resourceType">The resource type that was searched.</param>
    /// <param name="receipt">The receipt that names the criteria.</param>
    public FhirContentMismatchException(string resourceType, SearchReceipt receipt)
        : base(Describe(resourceType, receipt)) => Receipt = receipt;

    /// <summary>What the server says that it searched for, and the criteria that a match contradicts.</summary>
    public SearchReceipt Receipt { get; }

    private static string Describe(string resourceType, SearchReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return $"The server gave a {resourceType} of another patient, or with another id, than was asked for. Contradicted: "
            + string.Join(", ", receipt.ContentMismatch) + ". Nothing of this page was given.";
    }
}
