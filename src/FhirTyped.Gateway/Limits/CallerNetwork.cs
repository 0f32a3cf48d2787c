using System.Net;
using System.Net.Sockets;

namespace FhirTyped.Gateway;

/// <summary>By what requests of nobody in particular are counted together: the network that they come from, which a caller does not choose.</summary>
internal static class CallerNetwork
{
    /// <summary>The network of an address: whoever has one address of IPv6 has 2^64 of them.</summary>
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
