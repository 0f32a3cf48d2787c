using System.ComponentModel;

namespace FhirTyped;

/// <summary>The base of every type of queries and local filters: collects the criteria of one search.</summary>
/// <remarks>
/// Not thread-safe, and only valid while the function runs that builds the search, on its thread. Whatever is added to a query later, elsewhere,
/// or while the function of one of its chains runs, throws <see cref="InvalidOperationException"/>. A search of which a part was refused is not
/// sent, even where its function catches the exception.
/// </remarks>
public abstract class FhirQuery
{
    private QueryBuild? _build;

    private protected FhirQuery()
    {
    }

    /// <summary>The search that is being built.</summary>
    /// <exception cref="InvalidOperationException">It is not, or not by this query now.</exception>
    internal QueryBuild Build => _build is { } build && build.IsWrittenBy(this) ? build : throw QueryBuild.OutOfTurn(_build);

    internal void Attach(QueryBuild build) => _build = build;

    internal void Detach() => _build = null;

    /// <summary>Ends the criterion that it has begun.</summary>
    internal void End() => _build!.End();

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
