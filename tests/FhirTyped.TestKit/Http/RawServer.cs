using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FhirTyped.TestKit;

/// <summary>
/// A server on loopback that reads requests byte by byte and answers with whatever bytes it is given: what is smuggled behind a request is a request of
/// its own to it. It is no HTTP server, so that it can break every rule of HTTP.
/// </summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<RawRequest, RawAnswer> _answer;
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly Task _accepting;

    private RawServer(Func<RawRequest, RawAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>The root address.</summary>
    public Uri Address { get; }

    /// <summary>The requests that came, in their order.</summary>
    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    /// <summary>Starts a server.</summary>
    public static RawServer Start(Func<RawRequest, RawAnswer> answer) => new(answer);

    /// <summary>Starts a server that gives every request the same answer.</summary>
    public static RawServer Start(RawAnswer answer) => new(_ => answer);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    var answer = _answer(request);
                    await answer.Write(stream, _end.Token);
                    if (answer.Closes)
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<RawRequest?> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!EndsWithEmptyLine(head))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return head.Length > 0 ? new RawRequest(head.ToString(), []) : null;
            }

            head.Append((char)one[0]);
        }

        var request = new RawRequest(head.ToString(), []);
        var body = new byte[request.Header("Content-Length").Select(int.Parse).FirstOrDefault()];
        await stream.ReadExactlyAsync(body, _end.Token);
        return request with { Body = body };
    }

    private static bool EndsWithEmptyLine(StringBuilder head) =>
        head.Length >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
