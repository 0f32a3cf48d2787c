using System.Net;
using System.Text;

namespace Trimmed;

/// <summary>Stands for a server: answers without a network.</summary>
internal sealed class ClinicServer : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.RequestUri!.Query.Length > 0
            ? """
              {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"https://clinic.example.org/r4/Observation?patient=p1&category=laboratory"}],
               "entry":[{"search":{"mode":"match"},"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/p1"}}}]}
              """
            : """{"resourceType":"Patient","id":"p1","active":true}""";
        return Task.FromResult(new HttpResponseMessage(request.RequestUri.AbsolutePath.EndsWith("nobody", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(body, Encoding.UTF8, "application/fhir+json"),
        });
    }
}
