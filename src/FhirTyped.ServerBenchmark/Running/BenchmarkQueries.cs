using System.Globalization;
using FhirTyped.Capabilities;

namespace FhirTyped.ServerBenchmark;

/// <summary>Makes the searches that are measured.</summary>
internal static class BenchmarkQueries
{
    /// <summary>Looks at all of them before the first server is asked.</summary>
    /// <exception cref="ArgumentException">One is none.</exception>
    public static IReadOnlyList<ServerBenchmarkQuery> Of(FhirServerBenchmarkOptions options, string parameterName)
    {
        foreach (var query in options.Queries)
        {
            var route = FhirRoute.Parse("GET", query.RelativeUrl);
            if (route.Kind != FhirRouteKind.SearchType || SearchQuery.Parse(route.ResourceType, route.Query).Criteria.Any(static criterion => criterion.Name is "_count" or "_tag"))
            {
                throw new ArgumentException($"The query '{query.Name}' is no search of a resource type, or has _count or _tag of its own.", parameterName);
            }
        }

        return [.. options.Queries];
    }

    /// <summary>The address of a search at a server.</summary>
    public static string AddressOf(ServerBenchmarkQuery query, FhirServerBenchmarkOptions options, OwnResources own, PlatformDescriptor platform)
    {
        var size = platform.Manifest.Limits.MaximumCount is > 0 and var most ? Math.Min(most, options.PageSize) : options.PageSize;
        var address = query.RelativeUrl.TrimEnd('?', '&');
        address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "_count=" + size.ToString(CultureInfo.InvariantCulture);
        return options.SearchesAllData ? address : address + "&_tag=" + Uri.EscapeDataString(own.Tag);
    }
}
