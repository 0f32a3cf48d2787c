using System.Net;
using System.Net.Sockets;

namespace FhirTyped;

/// <summary>
/// Connects to what a host's name leads to, after that was looked at: in one step, since a name that is looked up twice can give two answers.
/// </summary>
internal static class CheckedSocket
{
    /// <summary>Connects.</summary>
    /// <param name="context">The connection that is asked for.</param>
    /// <param name="choose">Which of the addresses may be connected to; it throws where none may. A proxy's it is not asked about: that is the program's own.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async ValueTask<Socket> ConnectAsync(
        SocketsHttpConnectionContext context, Func<IPAddress[], IPAddress[]> choose, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var number) ? [number] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);

        // Another host than that of the request is a proxy, which looks up the name by its own rules.
        if (string.Equals(host, context.InitialRequestMessage.RequestUri?.IdnHost, StringComparison.OrdinalIgnoreCase))
        {
            addresses = choose(addresses);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
