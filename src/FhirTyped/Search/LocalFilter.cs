using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Criteria that the client applies to the matches that a server gives it. All of them must hold; each is tested by the FHIRPath
/// expression of its parameter (https://hl7.org/fhir/R4/searchparameter-registry.html), as a server would.
/// </summary>
internal sealed class LocalFilter
{
    // Where there is no server, no absolute reference is one of its own.
    private static readonly Uri NoServer = new("http://localhost/");

    private readonly Predicate<Resource>[] _predicates;

    private LocalFilter(string query, IReadOnlyList<string> names, Predicate<Resource>[] predicates)
    {
        Query = query;
        Names = names;
        _predicates = predicates;
    }

    /// <summary>The criteria as a query; their values are a patient's.</summary>
    public string Query { get; }

    /// <summary>The names of the criteria with their modifiers; never their values.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Adds a filter to a search.</summary>
    /// <exception cref="InvalidOperationException">The search has no filter of the server's, or does not fetch whole resources.</exception>
    /// <exception cref="ArgumentException">No criterion was added, or a value is empty or has not the form of its parameter's type.</exception>
    /// <exception cref="NotSupportedException">A criterion needs more than the resource itself.</exception>
    public static FhirSearch<T> Add<T, TFilter>(FhirSearch<T> search, Action<TFilter> build)
        where T : Resource
        where TFilter : FhirFilter<TFilter>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(build);
        if (search.Resources is { } resources)
        {
            var ofResources = Compile(TFilter.ResourceType, QueryBuild.Run(build, out _), NoServer);
            return new([.. resources.Where(ofResources.Matches)]);
        }

        var request = search.Request;
        ThrowIfNotFilterable(request);
        var filter = Compile(request.ResourceType, QueryBuild.Run(build, out _), request.Exchange.BaseUrl);
        return new(request with { Filter = request.Filter is { } first ? first.And(filter) : filter });
    }

    /// <summary>Whether a resource passes.</summary>
    public bool Matches(Resource resource)
    {
        foreach (var predicate in _predicates)
        {
            if (!predicate(resource))
            {
                return false;
            }
        }

        return true;
    }

    private LocalFilter And(LocalFilter other) => new(Query + "&" + other.Query, [.. Names.Union(other.Names)], [.. _predicates, .. other._predicates]);

    /// <summary>Makes a filter of a query.</summary>
    public static LocalFilter Compile(string resourceType, string text, Uri baseUrl)
    {
        var query = SearchQuery.Parse(resourceType, text);
        if (query.Criteria.Count == 0)
        {
            throw new ArgumentException("The local filter has no criterion: it would let everything pass.", nameof(text));
        }

        var matcher = new SearchMatcher(baseUrl.AbsoluteUri, keepsValues: false);
        var predicates = new Predicate<Resource>[query.Criteria.Count];
        for (var i = 0; i < predicates.Length; i++)
        {
            var criterion = query.Criteria[i];
            if (matcher.FindProblem(query.ResourceType, criterion) is { } problem)
            {
                throw matcher.FindProblem(query.ResourceType, SearchMatcher.WithoutValues(criterion)) is null
                    ? new ArgumentException("A local filter cannot be applied. " + problem, nameof(text))
                    : new NotSupportedException("A local filter sees one resource at a time, without terminology. " + problem);
            }

            predicates[i] = matcher.Compile(query.ResourceType, criterion);
        }

        return new(text, [.. query.Criteria.Select(static criterion => criterion.FullName).Distinct(StringComparer.Ordinal)], predicates);
    }

    private static void ThrowIfNotFilterable(SearchRequest request)
    {
        // Whoever forgot the server's filter would read everybody's data page by page: All() does not make it a good idea.
        if (string.IsNullOrEmpty(request.Query) || !request.Criteria.HasFilter)
        {
            throw new InvalidOperationException(
                $"The search of {request.ResourceType} has no filter that the server applies: filtering locally would read all that it has.");
        }

        if (request.PartParameter is { } part)
        {
            throw new InvalidOperationException($"The search of {request.ResourceType} has {part}: what is not fetched cannot be filtered by.");
        }
    }
}
