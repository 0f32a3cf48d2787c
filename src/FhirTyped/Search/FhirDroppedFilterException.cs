using System.Text;

namespace FhirTyped;

/// <summary>
/// The server says that it searched for something else than what was sent: without a filter, with another value, modifier, resource type or
/// order, or with a filter of its own. Its results may be about other patients, or not all. Nothing of the page that says so was given.
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
        var text = new StringBuilder("By its own 'self' link the server did not search for what was sent.");
        if (receipt.Dropped.Count > 0)
        {
            text.Append(" Left out or changed: ").AppendJoin(", ", receipt.Dropped).Append('.');
        }

        if (receipt.Added.Count > 0)
        {
            text.Append(" Added: ").AppendJoin(", ", receipt.Added).Append('.');
        }

        return text.Append(" Its results may be about other patients, or not all, so none of this page was given.").ToString();
    }
}
