using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>history of an instance, a type or the system: https://hl7.org/fhir/R4/http.html#history.</summary>
internal sealed class HistoryHandler(SandboxServer server)
{
    private const int DefaultPageSize = 50;

    public SandboxReply History(SandboxMessage message, FhirRoute route)
    {
        var state = server.StateFor(message, route.Kind == FhirRouteKind.HistoryInstance ? SmartScopePermissions.Read : SmartScopePermissions.Search);
        var versions = (route.Kind switch
        {
            FhirRouteKind.HistoryInstance => state.Shelf(route.ResourceType).VersionsOf(route.Id) is { Count: > 0 } own
                ? own
                : throw ReadHandler.NotFound(route.ResourceType),
            FhirRouteKind.HistoryType => state.Shelf(route.ResourceType).All,
            _ => state.Shelves.Values.SelectMany(static shelf => shelf.All),
        }).OrderByDescending(static version => version.Sequence).ToList();
        var query = SearchQuery.Parse(route.ResourceType, message.Query);
        if (Value(query, "_since") is { } since)
        {
            var moment = ParseSince(since);
            versions.RemoveAll(version => version.LastUpdated < moment);
        }

        return Reply(message, route, versions, Number(query, "_count") ?? DefaultPageSize, Number(query, "_offset") ?? 0);
    }

    private SandboxReply Reply(SandboxMessage message, FhirRoute route, List<ResourceVersion> versions, int size, int first)
    {
        var path = server.BaseUrl + message.Path;
        var bundle = new BundleWriter("history") { Total = versions.Count };
        bundle.Links.Add(("self", path + (message.Query.Length > 0 ? "?" + message.Query : "")));
        size = Math.Min(size, server.Judge.PageSize(route.ResourceType, size, DefaultPageSize));
        foreach (var version in versions.Skip(first).Take(size))
        {
            bundle.Entries.Add(Describe(version));
        }

        if (size > 0 && (long)first + size < versions.Count)
        {
            bundle.Links.Add(("next", string.Create(CultureInfo.InvariantCulture, $"{path}?_count={size}&_offset={first + size}")));
        }

        return new SandboxReply(HttpStatusCode.OK) { Body = bundle.Write(server.Options.Clock.GetUtcNow()) };
    }

    private BundleEntryContent Describe(ResourceVersion version)
    {
        var (method, status) = version.WrittenBy switch
        {
            FhirInteraction.Create => ("POST", HttpStatusCode.Created),
            FhirInteraction.Delete => ("DELETE", HttpStatusCode.NoContent),
            _ => ("PUT", HttpStatusCode.OK),
        };
        var url = method == "POST" ? version.ResourceType : version.ResourceType + "/" + version.Id;
        return new BundleEntryContent(server.BaseUrl + version.ResourceType + "/" + version.Id, version.IsDeleted ? default : version.Json)
        {
            Request = (method, url),
            Response = SandboxReply.Of(status, version, withBody: false),
        };
    }

    private static string? Value(SearchQuery query, string name) =>
        query.Criteria.FirstOrDefault(criterion => criterion.FullName == name) is { Values: [var value] } ? value.Escaped : null;

    private static int? Number(SearchQuery query, string name) => Value(query, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 1000 * 1000)
        : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, name + " is a whole number of 0 or more.");

    private static DateTimeOffset ParseSince(string text) => FhirInstant.TryParse(text, out var instant) && instant.IsValid
        ? instant.ToDateTimeOffset()
        : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "_since is an instant.");
}
