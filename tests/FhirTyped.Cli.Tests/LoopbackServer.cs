using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FhirTyped.Cli.Tests;

/// <summary>A server on the loopback address that answers from a table of paths; what is not in it is 404.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _answers;
    private readonly Task _loop;

    public LoopbackServer(Dictionary<string, string> answers)
    {
        _answers = answers;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/fhir";
        }

        _listener.Prefixes.Add(Address[..^"fhir".Length]);
        _listener.Start();
        _loop = AnswerAsync();
    }

    public string Address { get; }

    public List<(string Path, string Accept)> Requests { get; } = [];

    public void Dispose()
    {
        _listener.Close();
        _loop.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var path = context.Request.Url!.AbsolutePath;
            Requests.Add((path, context.Request.Headers["Accept"] ?? ""));
            context.Response.StatusCode = _answers.TryGetValue(path, out var text) ? 200 : 404;
            context.Response.Close(Encoding.UTF8.GetBytes(text ?? ""), willBlock: true);
        }
    }
}
