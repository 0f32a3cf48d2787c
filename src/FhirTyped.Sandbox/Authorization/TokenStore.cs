using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Sandbox;

/// <summary>
/// Secrets of one kind that were given out, each with what it stands for: codes, tokens, launches. They tell nothing and cannot be guessed,
/// and end after a while. Thread-safe.
/// </summary>
/// <typeparam name="T">What a secret stands for.</typeparam>
internal sealed class TokenStore<T>(TimeProvider clock)
    where T : class
{
    private const int FewTokens = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _sweepAt = FewTokens;

    /// <summary>Gives out a secret.</summary>
    public string Issue(T value, TimeSpan lifetime)
    {
        var token = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_entries.Count >= _sweepAt)
            {
                foreach (var (old, entry) in _entries)
                {
                    if (entry.Ends <= now)
                    {
                        _entries.Remove(old);
                    }
                }

                _sweepAt = Math.Max(FewTokens, 2 * _entries.Count);
            }

            _entries.Add(token, new Entry(value, now + lifetime));
        }

        return token;
    }

    /// <summary>What a secret stands for, and when it ends; null where it is none, or has ended.</summary>
    public (T Value, DateTimeOffset Ends, bool IsUsed)? Find(string token)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(token, out var entry) && entry.Ends > clock.GetUtcNow() ? (entry.Value, entry.Ends, entry.IsUsed) : null;
        }
    }

    /// <summary>Uses a secret that can be used once; false where it was used before. It stays known, so that a second use is seen.</summary>
    public bool TryUse(string token)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(token, out var entry) && !entry.IsUsed && (entry.IsUsed = true);
        }
    }

    /// <summary>Forgets a secret.</summary>
    public void Remove(string token)
    {
        lock (_lock)
        {
            _entries.Remove(token);
        }
    }

    private sealed class Entry(T value, DateTimeOffset ends)
    {
        public T Value { get; } = value;

        public DateTimeOffset Ends { get; } = ends;

        public bool IsUsed { get; set; }
    }
}
