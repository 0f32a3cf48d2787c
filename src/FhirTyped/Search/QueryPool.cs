namespace FhirTyped;

/// <summary>Lends one query and one buffer per thread, so that building a search allocates only its address.</summary>
internal static class QueryPool<TQuery>
    where TQuery : FhirQuery, new()
{
    [ThreadStatic]
    private static TQuery? t_query;

    [ThreadStatic]
    private static SearchUrlBuilder? t_url;

    /// <summary>A query that is never searched: functions pick a parameter from it for its name.</summary>
    public static TQuery Selector { get; } = new();

    /// <summary>Builds a search and gives its query string, without the question mark.</summary>
    public static string Build(Action<TQuery> build, out bool meansAll)
    {
        var query = t_query ?? new TQuery();
        var url = t_url ?? new SearchUrlBuilder();

        // A search may be built inside another: what is lent is not there a second time.
        t_query = null;
        t_url = null;
        try
        {
            url.Clear();
            query.Attach(url, null);
            build(query);
            query.Complete();
            meansAll = query.MeansAll;
            return url.Written.ToString();
        }
        finally
        {
            query.Reset();
            t_query = query;
            t_url = url;
        }
    }
}
