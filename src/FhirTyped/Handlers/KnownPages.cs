using System.Security.Cryptography;
using System.Text;
using FhirTyped.Pages;

namespace FhirTyped;

/// <summary>
/// The further pages to which answers led, each with the search that it goes on with: bounded, the oldest are forgotten first. Addresses are kept as their
/// hashes, since they may hold a patient's data. Thread-safe.
/// </summary>
internal sealed class KnownPages
{
    /// <summary>How many are kept: a page that was forgotten is refused, and its search begins anew.</summary>
    public const int Limit = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SearchPlace> _places = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>Keeps the page after one, where it may be followed.</summary>
    public void Add(SearchPlace place)
    {
        // What may not be followed throws when it is: whoever asks for it is refused as for any other address.
        if (place.TryResolve() is not { } address)
        {
            return;
        }

        var key = KeyOf(address);
        lock (_lock)
        {
            if (!_places.ContainsKey(key))
            {
                _order.Enqueue(key);
            }

            _places[key] = place;
            while (_places.Count > Limit)
            {
                _places.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Where the search stands whose next page has an address; null where none is known.</summary>
    public SearchPlace? Find(Uri address)
    {
        var key = KeyOf(address);
        lock (_lock)
        {
            return _places.GetValueOrDefault(key);
        }
    }

    // As .NET writes an address by itself: a caller makes his own of the link's text.
    private static string KeyOf(Uri address) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(new Uri(address.AbsoluteUri, UriKind.Absolute).AbsoluteUri)));
}
