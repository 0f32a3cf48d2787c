namespace FhirTyped;

/// <summary>What is known of an answer to a search: first by the server's <c>self</c> link.</summary>
public enum SearchReceiptStatus
{
    /// <summary>The server says that it searched for exactly what was sent.</summary>
    Verified,

    /// <summary>The server says that it searched for something else: a filter is missing, was changed or was added.</summary>
    Dropped,

    /// <summary>The server does not say what it searched for, or in a form that only it understands.</summary>
    Unverifiable,

    /// <summary>Matches contradict the search (<see cref="MatchVerification.All"/>), whatever the server says that it searched for.</summary>
    ContentMismatch,

    /// <summary>The server gave fewer matches than it counted, and no further page; nothing else is wrong.</summary>
    Truncated,
}

/// <summary>
/// The comparison of what was searched for with what the server says that it searched for: servers tell it by the bundle's
/// <c>self</c> link (https://hl7.org/fhir/R4/search.html#conformance). Names, modifiers, chains, comparisons and values are compared, and the
/// resource type and the order.
/// </summary>
/// <param name="Status">The result.</param>
/// <param name="Dropped">
/// The names of the filters that the server left out or changed, with their modifiers and chains; <c>_type</c> for another resource type,
/// <c>_sort</c> for another order. Never their values.
/// </param>
public sealed record SearchReceipt(SearchReceiptStatus Status, IReadOnlyList<string> Dropped)
{
    /// <summary>
    /// The names of filters that the server added by itself, so that the results are fewer than what was asked for; never their values. A link's
    /// own names (of sessions, pages and the like) are none.
    /// </summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>
    /// The names of the criteria that matches of this page contradict; never their values. What was held against them is
    /// <see cref="FhirPlatformOptions.VerifyMatches"/>.
    /// </summary>
    public IReadOnlyList<string> ContentMismatch { get; init; } = [];

    /// <summary>
    /// Whether the server gave fewer matches on all pages than it counted (<c>Bundle.total</c>), and no link to a further one. It is known
    /// when the last page was read.
    /// </summary>
    public bool IsTruncated { get; init; }

    /// <summary>
    /// The names of the criteria that the client applied by itself to what the server found (<c>FilterLocally</c>); never their
    /// values. <see cref="Status"/> is about the server's part alone.
    /// </summary>
    public IReadOnlyList<string> AppliedLocally { get; init; } = [];

    internal static SearchReceipt Unverifiable { get; } = new(SearchReceiptStatus.Unverifiable, []);

    internal static SearchReceipt Verified { get; } = new(SearchReceiptStatus.Verified, []);

    internal static SearchReceipt OfDropped(IReadOnlyList<string> dropped, IReadOnlyList<string> added) =>
        new(SearchReceiptStatus.Dropped, dropped) { Added = added };

    /// <summary>Both together, where two links speak of one search: what contradicts stands above what is unclear, and that above what confirms.</summary>
    internal SearchReceipt With(SearchReceipt other) => this with
    {
        Status = RankOf(other.Status) > RankOf(Status) ? other.Status : Status,
        Dropped = [.. Dropped.Union(other.Dropped, StringComparer.Ordinal)],
        Added = [.. Added.Union(other.Added, StringComparer.Ordinal)],
    };

    /// <summary>The receipt of a page whose matches contradict criteria; what the server itself admits stands above it.</summary>
    internal SearchReceipt WithContentMismatch(IReadOnlyList<string> names) => this with
    {
        Status = Status == SearchReceiptStatus.Dropped ? Status : SearchReceiptStatus.ContentMismatch,
        ContentMismatch = names,
    };

    /// <summary>The receipt of a search that ended too early.</summary>
    internal SearchReceipt WithTruncation() => this with
    {
        Status = Status is SearchReceiptStatus.Verified or SearchReceiptStatus.Unverifiable ? SearchReceiptStatus.Truncated : Status,
        IsTruncated = true,
    };

    private static int RankOf(SearchReceiptStatus status) => status switch
    {
        SearchReceiptStatus.Verified => 0,
        SearchReceiptStatus.Unverifiable => 1,
        _ => 2,
    };
}
