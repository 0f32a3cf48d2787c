using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FhirTyped.Tests;

/// <summary>A server on loopback that shows what really arrives: the first line of each request and its body, byte by byte.</summary>
internal sealed class RequestLineServer : IAsyncDisposable
{
    private const string Page = """{"resourceType":"Bundle","type":"searchset"}""";

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: {Page.Length}\r\n\r\n{Page}");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(string Line, string Body)> _requests = new();
    private readonly Task _serving;

    public RequestLineServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The base address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/fhir");

    /// <summary>The oldest request that was not taken yet.</summary>
    public (string Line, string Body) Take() => _requests.TryDequeue(out var request) ? request : throw new InvalidOperationException("Nothing arrived.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var text = new StringBuilder();
                var buffer = new byte[16384];
                while (true)
                {
                    int end;
                    while ((end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
                    {
                        if (!await ReadAsync(stream, buffer, text))
                        {
                            return;
                        }
                    }

                    var head = text.ToString(0, end);
                    var length = LengthIn(head);
                    while (text.Length < end + 4 + length)
                    {
                        if (!await ReadAsync(stream, buffer, text))
                        {
                            return;
                        }
                    }

                    _requests.Enqueue((head[..head.IndexOf("\r\n", StringComparison.Ordinal)], text.ToString(end + 4, length)));
                    text.Remove(0, end + 4 + length);
                    await stream.WriteAsync(Answer, _stop.Token);
                }
            }
            catch (Exception error) when (error is OperationCanceledException or IOException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<bool> ReadAsync(NetworkStream stream, byte[] buffer, StringBuilder text)
    {
        var read = await stream.ReadAsync(buffer, _stop.Token);

        // One character for each byte, whatever it is.
        text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        return read > 0;
    }

    private static int LengthIn(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return int.Parse(line["Content-Length:".Length..].Trim(), System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
