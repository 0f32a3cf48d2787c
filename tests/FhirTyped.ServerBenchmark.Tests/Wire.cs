namespace FhirTyped.ServerBenchmark.Tests;

/// <summary>Stands between the benchmark and its server.</summary>
internal sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _writes;

    /// <summary>Is called before a write is sent, with its number from 0.</summary>
    public Action<int, HttpRequestMessage> Before { get; set; } = static (_, _) => { };

    /// <summary>Changes a request.</summary>
    public Action<HttpRequestMessage> Change { get; set; } = static _ => { };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            Before(Interlocked.Increment(ref _writes) - 1, request);
        }

        // What was changed on the way is nothing that the client sees: else it would be a redirect.
        var address = request.RequestUri;
        Change(request);
        var response = await base.SendAsync(request, cancellationToken);
        request.RequestUri = address;
        return response;
    }
}
