using System.Net;
using System.Net.Sockets;

namespace FhirTyped;

/// <summary>Opens the connections of one HTTP handler, counts those that are open, and refuses what leads where no answer of a server may lead.</summary>
internal sealed class ServerConnections
{
    /// <summary>Set on a message whose address a server gave, and which leads to another origin than its own.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsForeign = new("FhirTyped.IsForeign");

    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Opens one.</summary>
    /// <exception cref="HttpRequestException">It leads into a private network, and the address came from a server.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);

        // Checked here, and connected to what was checked: a name that is looked up twice can give two answers. A proxy's address is the program's own.
        var message = context.InitialRequestMessage;
        if (message.Options.TryGetValue(IsForeign, out var isForeign) && isForeign && message.RequestUri?.IdnHost == target.Host
            && Array.Exists(addresses, NetworkAddresses.IsInternal))
        {
            throw new HttpRequestException("A server's link leads into a private network. Nothing was sent.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken).ConfigureAwait(false);
            return new Connection(socket, this);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Connection : NetworkStream
    {
        private readonly ServerConnections _owner;
        private int _isClosed;

        public Connection(Socket socket, ServerConnections owner)
            : base(socket, ownsSocket: true)
        {
            _owner = owner;
            Interlocked.Increment(ref owner._open);
        }

        protected override void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                Interlocked.Decrement(ref _owner._open);
            }

            base.Dispose(disposing);
        }
    }
}
