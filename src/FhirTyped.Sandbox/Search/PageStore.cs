using System.Security.Cryptography;

namespace FhirTyped.Sandbox;

/// <summary>
/// The pages that can still be read. Each has a random token that tells nothing and ends after a while. A result is held once, however
/// many of its pages are open; where more is held than may be, the results whose last page was opened longest ago are given up.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="lifetime">How long a page can be read.</param>
/// <param name="mostMatches">How many matches all results together may hold, beside those of the newest.</param>
internal sealed class PageStore(TimeProvider clock, TimeSpan lifetime, int mostMatches = PageStore.MostMatches)
{
    private const int MostPages = 10_000;

    // Of 8 bytes each.
    private const int MostMatches = 2_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<SearchResult, Dictionary<int, string>> _tokens = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<string> _order = new();

    // How many results share a list: all that ask for everything do.
    private readonly Dictionary<object, int> _lists = new(ReferenceEqualityComparer.Instance);
    private long _matches;

    /// <summary>How many matches are held.</summary>
    public long HeldMatches
    {
        get
        {
            lock (_lock)
            {
                return _matches;
            }
        }
    }

    /// <summary>The token of a page; a page that was asked for before keeps its token.</summary>
    public string Open(SearchResult result, int number)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            Sweep(now, result);
            if (!_tokens.TryGetValue(result, out var tokens))
            {
                _tokens.Add(result, tokens = []);
                var users = _lists.GetValueOrDefault(result.Matches);
                _lists[result.Matches] = users + 1;
                _matches += users == 0 ? result.Matches.Count : 0;
            }

            if (tokens.TryGetValue(number, out var known))
            {
                return known;
            }

            var token = "38-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            _pages.Add(token, new(result, number, now + lifetime));
            tokens.Add(number, token);
            _order.Enqueue(token);
            return token;
        }
    }

    /// <summary>The page of a token, or null where there is none, or not any more.</summary>
    public (SearchResult Result, int Number)? Find(string token)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            Sweep(now, null);
            return _pages.TryGetValue(token, out var page) && page.Ends > now ? (page.Result, page.Number) : null;
        }
    }

    private void Sweep(DateTimeOffset now, SearchResult? next)
    {
        var further = next is null || _lists.ContainsKey(next.Matches) ? 0 : next.Matches.Count;
        while (_order.TryPeek(out var oldest)
            && (_pages[oldest].Ends <= now || _order.Count >= MostPages || (_matches + further > mostMatches && next is not null)))
        {
            _order.Dequeue();
            _pages.Remove(oldest, out var page);
            var tokens = _tokens[page!.Result];
            tokens.Remove(page.Number);
            if (tokens.Count == 0)
            {
                _tokens.Remove(page.Result);
                if (--_lists[page.Result.Matches] == 0)
                {
                    _lists.Remove(page.Result.Matches);
                    _matches -= page.Result.Matches.Count;
                }
            }
        }
    }

    private sealed record Page(SearchResult Result, int Number, DateTimeOffset Ends);
}
