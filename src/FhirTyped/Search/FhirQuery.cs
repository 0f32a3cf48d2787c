using System.ComponentModel;

namespace FhirTyped;

/// <summary>The base of every type of queries and local filters: collects the criteria of one search.</summary>
/// <remarks>Not thread-safe, and only valid while the search is being built.</remarks>
public abstract class FhirQuery
{
    private SearchUrlBuilder? _url;
    private string? _sort;

    private protected FhirQuery()
    {
    }

    /// <summary>The chain that leads to this query's parameters, or null for the query itself.</summary>
    internal string? ChainPrefix { get; private set; }

    internal SearchUrlBuilder UrlBuilder => _url
        ?? throw new InvalidOperationException("A query can only be used inside the function that builds its search.");

    internal void Attach(SearchUrlBuilder url, string? prefix)
    {
        _url = url;
        ChainPrefix = prefix;
    }

    internal void Detach() => _url = null;

    /// <summary>Whether the caller said that no filter is meant.</summary>
    internal bool MeansAll { get; private protected set; }

    private protected void AddSortKey(string key) => _sort = _sort is null ? key : _sort + "," + key;

    /// <summary>Writes what can only be written when all is known, and gives the query up.</summary>
    internal void Complete()
    {
        if (_sort is not null)
        {
            Begin("_sort").AppendRaw(_sort);
            _sort = null;
        }
    }

    /// <summary>Makes the query as good as new.</summary>
    internal void Reset()
    {
        Detach();
        _sort = null;
        MeansAll = false;
    }

    /// <summary>Begins a criterion.</summary>
    internal SearchUrlBuilder Begin(string name, string? modifier = null)
    {
        UrlBuilder.Begin(ChainPrefix, name, modifier);
        return UrlBuilder;
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override string? ToString() => GetType().Name;
}
