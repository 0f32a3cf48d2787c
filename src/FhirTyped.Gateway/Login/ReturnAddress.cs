using System.Buffers;

namespace FhirTyped.Gateway;

/// <summary>Where a browser goes after a login: within the gateway, or nowhere.</summary>
internal static class ReturnAddress
{
    private const int Longest = 2000;

    // Letters of ASCII that are no blank, without the backslash, which browsers take for a slash.
    private static readonly SearchValues<char> Allowed = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static letter => (char)letter).Where(static letter => letter != '\\')]);

    /// <summary>Whether an address leads from the gateway's root to somewhere in the gateway, whatever program reads it.</summary>
    public static bool IsLocal(string address, Uri origin) =>
        address is ['/', ..] && address.Length <= Longest && !address.StartsWith("//", StringComparison.Ordinal) && !address.AsSpan().ContainsAnyExcept(Allowed)
        && Uri.TryCreate(origin, address, out var whole) && whole.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority) && whole.UserInfo.Length == 0
        && !whole.AbsolutePath.StartsWith("//", StringComparison.Ordinal);
}
