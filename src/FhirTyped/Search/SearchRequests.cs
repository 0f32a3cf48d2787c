using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Makes the searches of a server: by query, by the address of a further page, and of versions.</summary>
internal static class SearchRequests
{
    /// <summary>A search by its text, as <see cref="IFhirPlatformClient.Search"/> takes it.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static SearchRequest OfText(ServerExchange exchange, string relativeUrl)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(relativeUrl);
        var question = relativeUrl.IndexOf('?', StringComparison.Ordinal);
        var resourceType = question < 0 ? relativeUrl : relativeUrl[..question];
        var text = question < 0 ? "" : relativeUrl[(question + 1)..];
        if (exchange.Judge.IsContinuation(SearchQuery.Parse(resourceType, text)))
        {
            return ContinuationOf(exchange, resourceType, text);
        }

        if (!R4Definitions.IsResourceType(resourceType))
        {
            throw new ArgumentException("A search is a resource type, a question mark and a query.", nameof(relativeUrl));
        }

        return OfQuery(exchange, resourceType, SearchTextWriter.Rewrite(text), meansAll: false, canMeanAll: false);
    }

    /// <summary>A search by its query, percent-encoded. It is judged when it is run: building a search costs no more than its address.</summary>
    public static SearchRequest OfQuery(ServerExchange exchange, string resourceType, string query, bool meansAll, bool canMeanAll) =>
        new(exchange, resourceType, resourceType, query, criteria => exchange.GuardSearch(criteria, meansAll, canMeanAll));

    /// <summary>The versions of a resource, of a type (no id), or of the whole system (no type): https://hl7.org/fhir/R4/http.html#history.</summary>
    public static SearchRequest HistoryOf(ServerExchange exchange, string? resourceType, string? id)
    {
        if (id is not null)
        {
            FhirId.ThrowIfInvalid(id, nameof(id));
        }

        var path = (resourceType is null ? "" : resourceType + "/") + (id is null ? "" : id + "/") + "_history";
        CapabilityVerdict Judge() => resourceType is null
            ? exchange.Judge.JudgeSystemInteraction(FhirInteraction.HistorySystem)
            : exchange.Judge.JudgeInteraction(resourceType, id is null ? FhirInteraction.HistoryType : FhirInteraction.HistoryInstance);
        return new(exchange, resourceType ?? "", path, null, _ => exchange.Guard(Judge(), "GET " + (resourceType is null ? "" : resourceType + " ") + "history"))
        {
            IsHistory = true,
            Id = id,
        };
    }

    /// <summary>Throws where the judge refuses a search.</summary>
    /// <exception cref="FhirCapabilityException">It does.</exception>
    public static void GuardSearch(this ServerExchange exchange, SearchQuery query, bool meansAll, bool canMeanAll) => exchange.Guard(
        exchange.Judge.JudgeSearch(query with { MeansAll = meansAll, CanMeanAll = canMeanAll, NeedsFilter = true }), "GET " + query.ResourceType);

    /// <summary>A further page of an earlier search, by the address that the server gave: that is its own, and sent as it stands.</summary>
    private static SearchRequest ContinuationOf(ServerExchange exchange, string resourceType, string query)
    {
        if (query.Any(static c => char.IsControl(c) || c == '#'))
        {
            throw new ArgumentException("The address of a further page has no control characters and no fragment.", nameof(query));
        }

        var request = ("GET " + resourceType).TrimEnd();
        return new(exchange, resourceType, resourceType, query, _ => exchange.Guard(exchange.Judge.JudgeRequest("GET", resourceType + "?" + query), request))
        {
            IsContinuation = true,
        };
    }
}
