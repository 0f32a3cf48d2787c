using System.Security.Cryptography;

namespace FhirTyped.Sandbox;

/// <summary>The pages that can still be read. Each has a random token that tells nothing and ends after a while.</summary>
internal sealed class PageStore(TimeProvider clock, TimeSpan lifetime)
{
    private const int MostPages = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<(SearchResult, int), string> _tokens = new(ResultPageComparer.Instance);
    private readonly Queue<string> _order = new();

    /// <summary>The token of a page; a page that was asked for before keeps its token.</summary>
    public string Open(SearchResult result, int number)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            Sweep(now);
            if (_tokens.TryGetValue((result, number), out var known))
            {
                return known;
            }

            var token = "38-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            _pages.Add(token, new(result, number, now + lifetime));
            _tokens.Add((result, number), token);
            _order.Enqueue(token);
            return token;
        }
    }

    /// <summary>The page of a token, or null where there is none, or not any more.</summary>
    public (SearchResult Result, int Number)? Find(string token)
    {
        lock (_lock)
        {
            return _pages.TryGetValue(token, out var page) && page.Ends > clock.GetUtcNow() ? (page.Result, page.Number) : null;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && (_pages[oldest].Ends <= now || _order.Count >= MostPages))
        {
            _order.Dequeue();
            _pages.Remove(oldest, out var page);
            _tokens.Remove((page!.Result, page.Number));
        }
    }

    private sealed record Page(SearchResult Result, int Number, DateTimeOffset Ends);

    /// <summary>Results are told apart by identity: comparing them by value would walk all matches.</summary>
    private sealed class ResultPageComparer : IEqualityComparer<(SearchResult Result, int Number)>
    {
        public static ResultPageComparer Instance { get; } = new();

        public bool Equals((SearchResult Result, int Number) x, (SearchResult Result, int Number) y) =>
            ReferenceEquals(x.Result, y.Result) && x.Number == y.Number;

        public int GetHashCode((SearchResult Result, int Number) page) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(page.Result), page.Number);
    }
}
