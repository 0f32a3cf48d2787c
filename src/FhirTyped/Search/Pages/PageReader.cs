using FhirTyped.R4;

namespace FhirTyped.Pages;

/// <summary>
/// Takes the page out of an answer, where all of it is an answer to the search. Anything else throws: an entry that was passed over would be a
/// result that is missing, or somebody else's.
/// </summary>
internal static class PageReader
{
    /// <summary>The page of an answer. What was fetched in part is marked.</summary>
    /// <param name="search">What was asked.</param>
    /// <param name="request">The request, for messages.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="FhirSearchException">It is no page of this search.</exception>
    /// <exception cref="FhirResponseException">The server says that it failed, and gives no match.</exception>
    public static Bundle Read(SearchRequest search, string request, FhirAnswer answer)
    {
        if (answer.Resource is not Bundle bundle)
        {
            throw new FhirSearchException(request + ": the server did not answer with a Bundle.") { Outcome = answer.Outcome };
        }

        var problem = FindProblemOfBundle(search, bundle);
        var matches = 0;
        OperationOutcome? failure = null;
        for (var i = 0; problem is null && i < bundle.Entry.Count; i++)
        {
            var entry = bundle.Entry[i];
            switch (PageEntries.KindOf(search, entry))
            {
                case PageEntryKind.None:
                    problem = $"Bundle.entry[{i}] is neither what was searched for nor anything that came along with it";
                    break;
                case PageEntryKind.Match when FindProblemOfMatch(search, entry.Resource!) is { } wrong:
                    problem = $"Bundle.entry[{i}].resource {wrong}";
                    break;
                case PageEntryKind.Match:
                    matches++;
                    break;
                case PageEntryKind.Outcome when failure is null && entry.Resource is OperationOutcome { HasErrors: true } outcome:
                    failure = outcome;
                    break;
            }
        }

        if (problem is not null)
        {
            throw new FhirSearchException($"{request}: {problem}. Nothing of the page was handed out.");
        }

        if (matches == 0 && failure is not null)
        {
            throw FhirErrors.Make(request, answer.StatusCode, failure, FhirRequestKind.Plain);
        }

        if (search.IsPartial)
        {
            PartialMark.SetOnAll(bundle);
        }

        return bundle;
    }

    private static string? FindProblemOfBundle(SearchRequest search, Bundle bundle)
    {
        // An operation's definition says what its bundle is, and servers also send collections.
        var isOfKind = bundle.Type?.Value switch
        {
            BundleType.Searchset => !search.IsHistory,
            BundleType.History => search.IsHistory,
            BundleType.Collection => search.TakesWholeBundle,
            _ => false,
        };
        if (!isOfKind || bundle.IsUnreadable("type"))
        {
            return $"the server answered with a Bundle that is no {(search.IsHistory ? "history" : "searchset")}";
        }

        return bundle.FindUnreadable() is { } place ? place + " cannot be read" : FindProblemOfLinks(bundle);
    }

    private static string? FindProblemOfLinks(Bundle bundle)
    {
        string? next = null;
        for (var i = 0; i < bundle.Link.Count; i++)
        {
            var link = bundle.Link[i];
            if (string.IsNullOrWhiteSpace(link.Url) || string.IsNullOrWhiteSpace(link.Relation))
            {
                return $"Bundle.link[{i}] has no {(string.IsNullOrWhiteSpace(link.Url) ? "url" : "relation")}";
            }

            if (SearchLinks.IsOf(link, "next"))
            {
                if (next is not null && next != link.Url)
                {
                    return "there are two 'next' links that lead to different pages";
                }

                next = link.Url;
            }
        }

        return null;
    }

    private static string? FindProblemOfMatch(SearchRequest search, Resource match) =>
        match.IsUnreadable("id") ? "has an id that cannot be read"
        : search.Id is not null && match.Id != search.Id ? "has another id than the one that was asked for"
        : null;
}
