using System.Globalization;

namespace FhirTyped.Gateway;

/// <summary>The window that a moment lies in. Windows begin at whole multiples of their length since 1970.</summary>
/// <param name="Start">When it begins, in milliseconds since 1970.</param>
/// <param name="Length">How long it is, in milliseconds.</param>
internal readonly record struct CounterWindow(long Start, long Length)
{
    /// <summary>When it has ended, in milliseconds since 1970.</summary>
    public long End => Start + Length;

    /// <exception cref="ArgumentOutOfRangeException">It is shorter than a second.</exception>
    public static CounterWindow Of(TimeSpan window, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.FromSeconds(1));
        var (length, time) = ((long)window.TotalMilliseconds, now.ToUnixTimeMilliseconds());
        return new(time - (time % length), length);
    }

    /// <summary>What a count is looked up by: the same key with another length, or in a count of different ones, is another.</summary>
    public byte[] Hash(string key, bool isDistinct)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return StoreText.Hash((isDistinct ? "distinct/" : "all/") + Length.ToString(CultureInfo.InvariantCulture) + "/" + key);
    }
}
