using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FhirTyped.Cli.Login;

/// <summary>Waits on the loopback address for a browser that comes back from a login (RFC 8252, section 7.3).</summary>
internal sealed class LoopbackCallback : IDisposable
{
    private const string Path = "/callback";
    private const int LongestHead = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;

    /// <summary>Listens.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    public LoopbackCallback(int port)
    {
        // By its number: a name may lead elsewhere, and other machines cannot reach it.
        _listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            _listener.Start();
        }
        catch (SocketException)
        {
            throw new CliException($"Port {port} cannot be had: something else listens there.");
        }

        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{Path}");
    }

    /// <summary>Where the browser is to come back to.</summary>
    public Uri RedirectUri { get; }

    /// <summary>The address that the browser came back to with a state. Whatever else asks is sent away: any program and any page can ask.</summary>
    public async Task<Uri> WaitAsync(string state, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(cancellationToken);
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(Patience);
                var stream = client.GetStream();
                var target = await ReadTargetAsync(stream, limit.Token);
                var isAnswer = target is not null && target.StartsWith(Path + "?", StringComparison.Ordinal)
                    && target[(Path.Length + 1)..].Split('&').Contains("state=" + state, StringComparer.Ordinal);
                await WriteAsync(stream, isAnswer ? "200 OK" : "404 Not Found", isAnswer ? "The login came back to fhirtyped. You can close this page." : "", limit.Token);
                if (isAnswer)
                {
                    return new Uri(RedirectUri, target);
                }
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // A browser opens connections that it does not use.
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new MemoryStream();
        var buffer = new byte[1024];
        while (head.Length < LongestHead)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return null;
            }

            await head.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            var text = Encoding.Latin1.GetString(head.GetBuffer(), 0, (int)head.Length);
            if (text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var parts = text[..text.IndexOf('\r', StringComparison.Ordinal)].Split(' ');
                return parts is ["GET", var target, _] ? target : null;
            }
        }

        return null;
    }

    // Nothing of the request is written back, so that no page can be made of it.
    private static async Task WriteAsync(NetworkStream stream, string status, string text, CancellationToken cancellationToken) => await stream.WriteAsync(
        Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {text.Length}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{text}"),
        cancellationToken);
}
