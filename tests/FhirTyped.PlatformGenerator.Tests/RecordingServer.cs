using System.Net;
using System.Text;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>An HTTP client whose server is a function, which keeps what it was asked.</summary>
internal sealed class RecordingServer : HttpMessageHandler
{
    private readonly Func<string, string> _answer;

    public RecordingServer(Func<string, string> answer)
    {
        _answer = answer;
        Client = new HttpClient(this, disposeHandler: false);
    }

    public HttpClient Client { get; }

    public List<string> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!.PathAndQuery);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(_answer(request.RequestUri.PathAndQuery), Encoding.UTF8, "application/fhir+json"),
        });
    }

    protected override void Dispose(bool disposing)
    {
        Client.Dispose();
        base.Dispose(disposing);
    }
}
