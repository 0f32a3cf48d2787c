using System.Net;
using System.Net.Sockets;

namespace FhirTyped;

/// <summary>Where an IP address leads.</summary>
internal enum AddressRange
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>A network of one's own (RFC 1918, RFC 4193, RFC 6598), or one that is no part of the internet (RFC 6890).</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>The same link (RFC 3927, RFC 4291): there clouds keep what machines may know of themselves, keys among it.</summary>
    LinkLocal,

    /// <summary>No one machine: unspecified, multicast, broadcast, reserved.</summary>
    Unusable,
}

/// <summary>Sorts IP addresses by <see cref="AddressRange"/>.</summary>
internal static class AddressRanges
{
    /// <summary>
    /// Whether an address that came from data may be asked, beside a FHIR server of a range. What a server on the internet names must be on the internet;
    /// what one in the hospital's own network names may be there too.
    /// </summary>
    /// <param name="target">Where the address leads.</param>
    /// <param name="server">Where the FHIR server is, whose address was configured.</param>
    public static bool IsAllowed(AddressRange target, AddressRange server) =>
        target != AddressRange.Unusable && (target is AddressRange.Public || target == server || (target is AddressRange.Private && server is AddressRange.Loopback));

    /// <summary>The range of the host of an address, by its name where that is a number or <c>localhost</c>, else by what the name leads to.</summary>
    /// <returns>Public where the name leads to nothing, or to anything public: the narrowest permission.</returns>
    public static async ValueTask<AddressRange> FindAsync(Uri address, CancellationToken cancellationToken)
    {
        if (FindByName(address) is { } known)
        {
            return known;
        }

        try
        {
            var ranges = (await Dns.GetHostAddressesAsync(address.IdnHost, cancellationToken).ConfigureAwait(false)).Select(Of).ToList();
            return ranges.Count == 0 || ranges.Contains(AddressRange.Public) ? AddressRange.Public : ranges[0];
        }
        catch (SocketException)
        {
            return AddressRange.Public;
        }
    }

    /// <summary>The range of a host whose name says it; null where it has to be looked up.</summary>
    public static AddressRange? FindByName(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out var number) ? Of(number)
        : address.IsLoopback ? AddressRange.Loopback
        : null;

    /// <summary>The range of an IP address.</summary>
    public static AddressRange Of(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? OfV4(bytes) : Embedded(address, bytes) is { } inner ? OfV4(inner) : OfV6(address, bytes);
    }

    private static AddressRange OfV4(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [127, ..] => AddressRange.Loopback,
        [169, 254, ..] => AddressRange.LinkLocal,
        [0, ..] or [>= 224, ..] => AddressRange.Unusable,
        [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..] => AddressRange.Private,
        [192, 0, 0, _] or [192, 0, 2, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => AddressRange.Private,
        _ => AddressRange.Public,
    };

    private static AddressRange OfV6(IPAddress address, ReadOnlySpan<byte> bytes) =>
        IPAddress.IsLoopback(address) ? AddressRange.Loopback
        : address.IsIPv6LinkLocal ? AddressRange.LinkLocal
        : address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) ? AddressRange.Unusable
        : address.IsIPv6SiteLocal || (bytes[0] & 0xFE) == 0xFC || bytes is [0x20, 0x01, 0x0D, 0xB8, ..] or [0, 0x64, 0xFF, 0x9B, 0, 1, ..] ? AddressRange.Private
        : AddressRange.Public;

    /// <summary>The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64 (RFC 6052), 6to4 (RFC 3056).</summary>
    private static byte[]? Embedded(IPAddress address, byte[] bytes) =>
        address.IsIPv4MappedToIPv6 ? bytes[12..]
        : bytes.AsSpan(0, 12).StartsWith((ReadOnlySpan<byte>)[0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) ? bytes[12..]
        : bytes is [0x20, 0x02, ..] ? bytes[2..6]
        : !bytes.AsSpan(0, 12).ContainsAnyExcept((byte)0) && bytes.AsSpan(12, 3).ContainsAnyExcept((byte)0) ? bytes[12..]
        : null;
}
