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
        var isForeign = context.InitialRequestMessage.Options.TryGetValue(IsForeign, out var said) && said;
        return new Connection(await CheckedSocket.ConnectAsync(context, isForeign ? RefuseInternal : static addresses => addresses, cancellationToken).ConfigureAwait(false), this);
    }

    private static IPAddress[] RefuseInternal(IPAddress[] addresses) => Array.Exists(addresses, static address => AddressRanges.Of(address) != AddressRange.Public)
        ? throw new HttpRequestException("A server's link leads into a private network. Nothing was sent.")
        : addresses;

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
