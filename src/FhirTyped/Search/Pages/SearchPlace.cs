using FhirTyped.Receipts;

namespace FhirTyped.Pages;

/// <summary>Where a search stands between two pages: what it asks for, and where the next page is.</summary>
/// <param name="Search">The search.</param>
/// <param name="Page">The address of the last page that was read.</param>
/// <param name="Next">The link to the next one, as it came.</param>
/// <param name="Pages">How many pages were read.</param>
/// <param name="Counts">What was counted on them, or null.</param>
internal sealed record SearchPlace(SearchRequest Search, Uri Page, string Next, int Pages, PageCounts? Counts)
{
    /// <summary>The place as a text that only this platform at this base address can open.</summary>
    public string Seal() => ContinuationSeal.Of(Search.Exchange).Seal(ContinuationText.Write(this));

    /// <summary>Opens such a text.</summary>
    /// <exception cref="ArgumentException">It is none of this server's.</exception>
    public static SearchPlace Open(ServerExchange exchange, string continuation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(continuation);
        return ContinuationText.Read(exchange, ContinuationSeal.Of(exchange).Open(continuation));
    }

    /// <summary>The address of the next page; null where its link may not be followed.</summary>
    public Uri? TryResolve()
    {
        try
        {
            var address = NextLink.Resolve(Next, Page, Search.Exchange, Search.ResourceType);
            NextLink.ThrowIfForeign(address, Search.Exchange);
            return address;
        }
        catch (FhirSearchException)
        {
            return null;
        }
    }

    /// <summary>The type: the rest is about a patient.</summary>
    public override string ToString() => nameof(SearchPlace) + " of " + Search.ResourceType;
}
