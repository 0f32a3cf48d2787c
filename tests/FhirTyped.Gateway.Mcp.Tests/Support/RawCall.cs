using System.Net;
using System.Text;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>A message of the protocol as it goes over the wire.</summary>
internal static class RawCall
{
    public static async Task<(HttpStatusCode Status, string Json, HttpResponseMessage Response)> SendAsync(AgentHost host, string message, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        foreach (var (name, value) in headers)
        {
            if (name == "Host")
            {
                request.Headers.Host = value;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        var response = await host.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        // One message of an event stream, or the message itself.
        var data = body.Split('\n').FirstOrDefault(static line => line.StartsWith("data: ", StringComparison.Ordinal));
        return (response.StatusCode, data is null ? body : data["data: ".Length..].Trim(), response);
    }
}
