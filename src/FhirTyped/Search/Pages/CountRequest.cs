using FhirTyped.Capabilities;

namespace FhirTyped.Pages;

/// <summary>Asks the server how many matches a search has, without the matches (https://hl7.org/fhir/R4/search.html#summary).</summary>
internal static class CountRequest
{
    // What shapes the entries of a page says nothing of their number.
    private static readonly string[] OfEntries = ["_summary", "_count", "_total", "_elements", "_sort", "_include", "_revinclude"];

    /// <summary>The search that asks for the number alone; null where the platform declares no way to, or where the client itself filters.</summary>
    public static SearchRequest? Of(SearchRequest search)
    {
        if (search.Filter is not null || !search.IsTypeSearch)
        {
            return null;
        }

        // Who asks for the number alone has decided already.
        var asks = search.AsksForCount ? "_summary=count" : search.Exchange.Judge.CountParameters(search.ResourceType);
        if (asks is null)
        {
            return null;
        }

        var filters = Without(search.Query ?? "", OfEntries);
        return search.WithQuery(filters.Length > 0 ? filters + "&" + asks : asks);
    }

    /// <summary>The search whose pages are counted: that of the caller, without what keeps the entries away.</summary>
    public static SearchRequest OfPages(SearchRequest search) =>
        search.AsksForNoMatches ? search.WithQuery(Without(search.Query ?? "", ["_summary", "_count"])) : search;

    /// <summary>The number that a server answered with; null where it did not say.</summary>
    /// <exception cref="FhirSearchException">It is none.</exception>
    public static int? Read(R4.Bundle page)
    {
        if (page.IsUnreadable("total") || page.Total < 0)
        {
            throw new FhirSearchException("The server's total is no number of matches.");
        }

        return page.Total;
    }

    private static string Without(string query, string[] names) => string.Join('&', query.Split('&')
        .Where(pair => pair.Length > 0 && !names.Contains(NameOf(pair), StringComparer.Ordinal)));

    private static string NameOf(string pair) => SearchQuery.Parse("", pair).Criteria is [{ Name: var name }] ? name : "";
}
