using System.Net;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>search-type by GET and by POST: https://hl7.org/fhir/R4/http.html#search.</summary>
internal sealed class SearchHandler(SandboxServer server)
{
    private readonly SearchPlanner _planner = new(server);
    private readonly IncludeFinder _includes = new(server.Matcher);

    public SandboxReply Search(SandboxMessage message, FhirRoute route)
    {
        var type = route.ResourceType;
        var query = SearchQuery.Parse(type, QueryOf(message, type));
        if (FindPage(message, query) is { } page)
        {
            return Reply(message, page.Result, page.Number);
        }

        var plan = _planner.Plan(query, IsStrict(message, type), message.Access);
        var state = server.StateFor(message, SmartScopePermissions.Search);
        var matches = plan.Filters.Count > 0 || plan.Sort.Count == 0
            ? Sort(server.Finder.Find(state, type, plan.Filters), plan.Sort)
            : state.Shelf(type).Sorted(string.Join(',', plan.Sort), all => Sort(all, plan.Sort));
        return Reply(message, new SearchResult(plan, matches, message.Access.Key), 0);
    }

    /// <summary>The resources for which a condition holds: of conditional create, update and delete.</summary>
    /// <param name="access">What whoever asks may do: a condition is a search, and tells what there is as a search does.</param>
    /// <param name="state">Where to look.</param>
    /// <param name="resourceType">The type.</param>
    /// <param name="condition">The criteria, encoded as in an address.</param>
    public IReadOnlyList<ResourceVersion> FindAll(Access access, StoreState state, string resourceType, string condition)
    {
        access.Demand(resourceType, SmartScopePermissions.Search);
        var plan = _planner.Plan(SearchQuery.Parse(resourceType, condition), isStrict: true, access);
        return plan.Filters.Count > 0
            ? server.Finder.Find(access.View(state, SmartScopePermissions.Search), resourceType, plan.Filters)
            : throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.Required, "The condition has no filter.");
    }

    private IReadOnlyList<ResourceVersion> Sort(IReadOnlyList<ResourceVersion> matches, IReadOnlyList<string> keys)
    {
        IOrderedEnumerable<ResourceVersion>? sorted = null;
        // A key that comes again has nothing left to order.
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            var descends = key.StartsWith('-');
            var name = descends ? key[1..] : key;
            Func<ResourceVersion, string?> select = version => server.Matcher.SortKey(version.Resource!, name, descends);
            var comparer = descends ? SortKeyComparer.Descending : SortKeyComparer.Ascending;
            sorted = sorted is null ? matches.OrderBy(select, comparer) : sorted.ThenBy(select, comparer);
        }

        return sorted is null ? matches : [.. sorted];
    }

    private bool IsStrict(SandboxMessage message, string resourceType) =>
        message.Preferences.IsStrict && server.Judge.TakesStrictHandling(resourceType) != false;

    private string QueryOf(SandboxMessage message, string resourceType)
    {
        if (message.Method != "POST")
        {
            return message.Query;
        }

        if (server.Judge.TakesSearchByPost(resourceType) == false)
        {
            server.Refusals.ThrowIfRefused(resourceType, server.Judge.JudgeRequest("POST", resourceType + "/_search"));
        }

        if (message.ContentType is not ("application/x-www-form-urlencoded" or ""))
        {
            throw new RefusedException(HttpStatusCode.UnsupportedMediaType, IssueType.NotSupported,
                "A search by POST has a body of type application/x-www-form-urlencoded.");
        }

        var form = Encoding.UTF8.GetString(message.Body.Span);
        return message.Query.Length > 0 && form.Length > 0 ? message.Query + "&" + form : message.Query + form;
    }

    private (SearchResult Result, int Number)? FindPage(SandboxMessage message, SearchQuery query)
    {
        var parameter = PageParameter(query.ResourceType);
        return query.Criteria.FirstOrDefault(criterion => criterion.FullName == parameter) is { Values: [var token] }
            ? server.Pages.Find(token.Escaped!) is { } page && page.Result.ReaderKey == message.Access.Key ? page : throw new RefusedException(HttpStatusCode.Gone, IssueType.Expired,
                "There is no such page, or not any more: search again.")
            : null;
    }

    /// <summary>Platforms with a cursor declare it as a search parameter and repeat the query beside it; the others give a bare session.</summary>
    private string PageParameter(string resourceType) => HasCursor(resourceType) ? "cursor" : "sessionID";

    private bool HasCursor(string resourceType) => server.Platform.Manifest.FindResource(resourceType)?.FindSearchParameter("cursor") is not null;

    /// <summary>Answers an operation that gives many resources, page by page like a search.</summary>
    public SandboxReply Reply(SandboxMessage message, List<ResourceVersion> found, string path, string resourceType, string query, int? pageSize) => Reply(
        message,
        new SearchResult(
            new SearchPlan
            {
                ResourceType = resourceType,
                SelfPath = path,
                SelfQuery = query,
                PageSize = server.Judge.PageSize(resourceType, pageSize, SearchPlanner.DefaultPageSize),
            },
            found,
            message.Access.Key),
        0);

    private SandboxReply Reply(SandboxMessage message, SearchResult result, int page)
    {
        var plan = result.Plan;
        var bundle = new BundleWriter("searchset") { Total = plan.HasTotal ? result.Matches.Count : null };
        bundle.Links.Add(("self", LinkBase(plan.ResourceType) + plan.SelfPath + (plan.SelfQuery.Length > 0 ? "?" + plan.SelfQuery : "")));
        if (!plan.IsCountOnly)
        {
            AddPage(message, bundle, result, page);
        }

        if (page == 0 && plan.Warnings.Count > 0)
        {
            bundle.Entries.Add(new BundleEntryContent(null, FhirJson.ToUtf8Bytes(Warn(plan.Warnings)), "outcome"));
        }

        return new SandboxReply(HttpStatusCode.OK) { Body = bundle.Write(server.Options.Clock.GetUtcNow()) };
    }

    private void AddPage(SandboxMessage message, BundleWriter bundle, SearchResult result, int page)
    {
        var plan = result.Plan;
        var first = page * plan.PageSize;
        var matches = new List<ResourceVersion>();
        for (var i = first; i < result.Matches.Count && i - first < plan.PageSize; i++)
        {
            matches.Add(result.Matches[i]);
        }

        foreach (var match in matches)
        {
            bundle.Entries.Add(new(FullUrl(match), plan.Projection.Apply(match), "match"));
        }

        foreach (var included in _includes.Find(server.StateFor(message, Access.Reading), matches, plan.Includes))
        {
            bundle.Entries.Add(new(FullUrl(included), plan.Projection.Apply(included), "include"));
        }

        if (first + plan.PageSize < result.Matches.Count)
        {
            var token = server.Pages.Open(result, page + 1);
            var query = HasCursor(plan.ResourceType) && plan.SelfQuery.Length > 0 ? plan.SelfQuery + "&" : "";
            bundle.Links.Add(("next", LinkBase(plan.ResourceType) + plan.ResourceType + "?" + query + PageParameter(plan.ResourceType) + "=" + token));
        }
    }

    private string LinkBase(string resourceType) => server.Judge.HasRelativePageLinks(resourceType) ? "/" : server.BaseUrl;

    /// <summary>The address of a resource.</summary>
    public string FullUrl(ResourceVersion version) => server.BaseUrl + version.ResourceType + "/" + version.Id;

    private static OperationOutcome Warn(IEnumerable<string> warnings)
    {
        var outcome = new OperationOutcome();
        foreach (var warning in warnings)
        {
            outcome.Issue.Add(new() { Severity = IssueSeverity.Warning, Code = IssueType.NotSupported, Diagnostics = warning });
        }

        return outcome;
    }
}
