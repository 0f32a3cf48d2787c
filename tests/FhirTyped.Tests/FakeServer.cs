using System.Net;
using System.Text;

namespace FhirTyped.Tests;

/// <summary>Answers requests in memory, and remembers them.</summary>
internal sealed class FakeServer(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>What was asked: method, address and body.</summary>
    public List<(HttpMethod Method, Uri Address, string Body, HttpRequestMessage Message)> Requests { get; } = [];

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/fhir+json") };

    public static HttpResponseMessage Page(string self, string? next, params string[] resources)
    {
        var links = $$"""{"relation":"self","url":"{{self}}"}""" + (next is null ? "" : $$""",{"relation":"next","url":"{{next}}"}""");
        var entries = string.Join(',', resources.Select(static resource => $$"""{"resource":{{resource}},"search":{"mode":"match"} }"""));
        return Json($$"""{"resourceType":"Bundle","type":"searchset","link":[{{links}}],"entry":[{{entries}}] }""");
    }

    /// <summary>A client of the test platform over a fake server.</summary>
    public static TestPlatform Client(
        Func<HttpRequestMessage, HttpResponseMessage> answer, out FakeServer server, Action<FhirPlatformOptions>? configure = null)
    {
        server = new FakeServer(answer);
        return FhirPlatform.Create<TestPlatform>(new HttpClient(server), WithoutPauses + configure);
    }

    /// <summary>A client of the platform that writes, over a fake server.</summary>
    public static WritingPlatform Writer(
        Func<HttpRequestMessage, HttpResponseMessage> answer, out FakeServer server, Action<FhirPlatformOptions>? configure = null)
    {
        server = new FakeServer(answer);
        return FhirPlatform.Create<WritingPlatform>(new HttpClient(server), WithoutPauses + configure);
    }

    /// <summary>A request that failed is sent again at once, or, where the server asks for a pause, not at all.</summary>
    public static void WithoutPauses(FhirPlatformOptions options)
    {
        options.Resilience.Delay = TimeSpan.Zero;
        options.Resilience.MaxRetryAfter = TimeSpan.Zero;
    }

    /// <summary>A server that must not be asked.</summary>
    public static HttpResponseMessage Never(HttpRequestMessage request) => throw new InvalidOperationException("Something was sent.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method, request.RequestUri!, body, request));
        return answer(request);
    }
}
