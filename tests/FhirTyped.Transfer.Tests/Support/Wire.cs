namespace FhirTyped.Transfer.Tests;

/// <summary>Writes down what goes to a server, and can end the transfer at a moment of the test's choice.</summary>
internal sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
{
    public List<(string Method, string Path, string Body)> Writes { get; } = [];

    /// <summary>The resources of which the server had told when each write was sent, as type and id.</summary>
    public List<string[]> KnownAt { get; } = [];

    private readonly List<string> _known = [];

    /// <summary>Is called before a write is sent, with its number from 0.</summary>
    public Action<int> Before { get; set; } = static _ => { };

    /// <summary>Is called once the server has carried out a write.</summary>
    public Action<int> After { get; set; } = static _ => { };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        int number;
        lock (Writes)
        {
            number = Writes.Count;
            Writes.Add((request.Method.Method, request.RequestUri!.AbsolutePath, body));
            KnownAt.Add([.. _known]);
        }

        Before(number);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.Location is { } location)
        {
            lock (Writes)
            {
                _known.Add(string.Join('/', location.OriginalString.Split("/_history")[0].Split('/')[^2..]));
            }
        }

        After(number);
        return response;
    }
}
