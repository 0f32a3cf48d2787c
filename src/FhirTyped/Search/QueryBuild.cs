using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>
/// One search while its function builds it: which query may write now, and whether anything was refused. It and its buffer are used
/// again and again on one thread; queries never are, so that one that is kept can write into no search but its own.
/// </summary>
internal sealed class QueryBuild
{
    // What was lent to a search of great length is not kept.
    private const int LongestKeptQuery = 16 * 1024;

    [ThreadStatic]
    private static QueryBuild? t_free;

    [ThreadStatic]
    private static QueryBuild? t_running;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private AsyncFunctionGuard? _guard;

    // The query that may write: that of the search, or that of the chain whose function runs.
    private FhirQuery? _writer;

    // The criterion that was begun and not ended: an exception came between.
    private string? _open;
    private Exception? _refusal;
    private string? _sort;
    private bool _meansAll;

    private QueryBuild()
    {
    }

    /// <summary>What is written so far.</summary>
    public SearchUrlBuilder Url { get; } = new();

    /// <summary>The chain that leads to the parameters of the query that writes, or null for the search itself.</summary>
    public string? Prefix { get; private set; }

    /// <summary>Builds a search and gives its query string, without the question mark.</summary>
    /// <param name="build">Adds the criteria.</param>
    /// <param name="meansAll">Whether the caller said that no filter is meant.</param>
    /// <exception cref="InvalidOperationException">The function is async, or something was refused and the function went on.</exception>
    public static string Run<TQuery>(Action<TQuery> build, out bool meansAll)
        where TQuery : FhirQuery, new()
    {
        // A search may be built inside another: what is lent is not there a second time.
        var run = t_free ?? new QueryBuild();
        t_free = null;
        var outer = t_running;
        var query = new TQuery();
        try
        {
            t_running = run;
            run.Begin(query);
            run.Call(build, query);
            run.ThrowIfRefused();
            meansAll = run._meansAll;
            run.WriteSort();
            return run.Url.Written.ToString();
        }
        finally
        {
            query.Detach();
            run._writer = null;
            t_running = outer;
            t_free = run.Url.Written.Length <= LongestKeptQuery ? run : null;
        }
    }

    /// <summary>
    /// Remembers that a value was refused: the search that is being built on this thread cannot be sent any more, since whoever catches the
    /// exception inside its function would send it without the filter.
    /// </summary>
    public static TException Refused<TException>(TException exception)
        where TException : Exception
    {
        if (t_running is { } run)
        {
            run._refusal ??= exception;
        }

        return exception;
    }

    /// <summary>Why a query cannot be used now.</summary>
    /// <param name="build">The search that it belongs to, while that is being built.</param>
    public static InvalidOperationException OutOfTurn(QueryBuild? build)
    {
        // A query of another search, or of none, is no business of the search that is being built here, unless it stands for a parameter that is picked for it.
        var run = build is not null && build._thread == Environment.CurrentManagedThreadId ? build : t_running is { _writer: null } ? t_running : null;
        if (run is null)
        {
            return new("A query can only be used inside the function that builds its search, while that runs and on its thread.");
        }

        var exception = new InvalidOperationException(run._writer is null
            ? "A function that picks a parameter only names it: it cannot search for it."
            : "While the function of a chain or of _has runs, only the query that it is given can be used.");
        run._refusal ??= exception;
        return exception;
    }

    /// <summary>Whether a query may write now.</summary>
    public bool IsWrittenBy(FhirQuery query) => _thread == Environment.CurrentManagedThreadId && ReferenceEquals(_writer, query);

    /// <summary>Opens a criterion, or something else that a search would not be the same without. What throws before <see cref="End"/> spoils the search.</summary>
    public void Open(string name)
    {
        ThrowIfRefused();
        _open = name ?? "";
    }

    /// <summary>Opens what only the search itself can have, and no chain.</summary>
    public void OpenOfWhole(string name)
    {
        Open(name);
        if (Prefix is not null)
        {
            throw OfWhole(name);
        }
    }

    /// <summary>Opens a criterion and writes its name.</summary>
    public SearchUrlBuilder Begin(string name, string? modifier)
    {
        Open(name);
        if (!SearchUrlBuilder.IsName(name))
        {
            throw new ArgumentException("The name of a search parameter has letters, digits, '-', '_', '.' and ':' only.", nameof(name));
        }

        if (Prefix is not null && R4Definitions.IsResultParameter(name))
        {
            throw OfWhole(name);
        }

        Url.Begin(Prefix, name, modifier);
        return Url;
    }

    /// <summary>Ends what was opened.</summary>
    public void End() => _open = null;

    /// <summary>Notes that a search without any filter is meant.</summary>
    public void MeanAll()
    {
        OpenOfWhole("All()");
        _meansAll = true;
        End();
    }

    /// <summary>Adds a sort key. It is opened.</summary>
    public void AddSortKey(string key)
    {
        _sort = _sort is null ? key : _sort + "," + key;
        End();
    }

    /// <summary>The name of the parameter that a function picks from a query, while none can write.</summary>
    /// <exception cref="ArgumentException">It picks none.</exception>
    public string NameOf<TQuery, TParameter>(TQuery query, Func<TQuery, TParameter> parameter)
        where TQuery : FhirQuery
        where TParameter : struct, ISearchParameter
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var writer = _writer;
        _writer = null;
        try
        {
            return parameter(query).Name is { Length: > 0 } name && SearchUrlBuilder.IsName(name)
                ? name
                : throw new ArgumentException("The function picks no search parameter.", nameof(parameter));
        }
        finally
        {
            _writer = writer;
        }
    }

    /// <summary>Runs the function of a chain or of <c>_has</c>, which is opened, with a query of its own.</summary>
    /// <exception cref="ArgumentException">It adds no criterion.</exception>
    public void Nest<TQuery>(string prefix, Action<TQuery> criterion)
        where TQuery : FhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(criterion);
        var (name, writer, outerPrefix, before) = (_open, _writer, Prefix, Url.Criteria);
        var nested = new TQuery();
        try
        {
            nested.Attach(this);
            _writer = nested;
            Prefix = prefix;
            _open = null;
            criterion(nested);
            ThrowIfRefused();
        }
        finally
        {
            nested.Detach();
            _writer = writer;
            Prefix = outerPrefix;
            _open = name;
        }

        if (Url.Criteria == before)
        {
            throw new ArgumentException($"'{prefix}' has no criterion: the filter would disappear from the search.", nameof(criterion));
        }

        End();
    }

    private static InvalidOperationException OfWhole(string name) =>
        new($"'{name}' shapes the whole search: it cannot be part of a chain or _has. Call it on the query of the search itself.");

    private void Begin(FhirQuery query)
    {
        Url.Clear();
        Prefix = null;
        _open = null;
        _refusal = null;
        _sort = null;
        _meansAll = false;
        _writer = query;
        query.Attach(this);
    }

    private void Call<TQuery>(Action<TQuery> build, TQuery query)
    {
        var context = SynchronizationContext.Current;
        var guard = _guard = AsyncFunctionGuard.Inside(context, _guard);
        SynchronizationContext.SetSynchronizationContext(guard);
        try
        {
            build(query);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            guard.Leave();
        }

        if (guard.HasStarted)
        {
            throw new InvalidOperationException(
                "The function that builds a search is async: what it adds after its first await would be missing. Await first, then build the search.", guard.Failure);
        }
    }

    private void ThrowIfRefused()
    {
        if (_open is not null || _refusal is not null)
        {
            throw new InvalidOperationException(
                $"{(_open is null ? "A value" : $"'{_open}'")} was refused while the search was built, and the function went on: without it, it would be another search. It is not sent.",
                _refusal);
        }
    }

    private void WriteSort()
    {
        if (_sort is not null)
        {
            Url.Begin(null, "_sort");
            Url.AppendRaw(_sort);
        }
    }
}
