namespace FhirTyped;

/// <summary>
/// The server says that it searched without some of the filters, so that its results may be about other patients. No result
/// was given.
/// </summary>
public sealed class FhirDroppedFilterException : FhirSearchException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="receipt">The receipt that shows it.</param>
    public FhirDroppedFilterException(SearchReceipt receipt)
        : base(Describe(receipt)) => Receipt = receipt;

    /// <summary>What the server says that it searched for.</summary>
    public SearchReceipt Receipt { get; }

    private static string Describe(SearchReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return "The server left out these filters, by its own 'self' link: " + string.Join(", ", receipt.Dropped)
            + ". Its results may be about other patients, so none was given.";
    }
}
