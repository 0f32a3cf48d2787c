using System.Collections.Concurrent;

namespace FhirTyped.External.Tests;

/// <summary>Remembers the bodies of requests to an authorization server.</summary>
internal sealed class RecordingHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly ConcurrentQueue<(Uri Address, string Body)> _posts = new();

    /// <summary>The POST requests that were sent.</summary>
    public IReadOnlyList<(Uri Address, string Body)> Posts => [.. _posts];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post)
        {
            _posts.Enqueue((request.RequestUri!, await request.Content!.ReadAsStringAsync(cancellationToken)));
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
