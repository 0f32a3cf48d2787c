using System.Net.Http.Headers;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Plain HTTP, as any client would speak it.</summary>
internal static class HttpExtensions
{
    public static async Task<T> GetAsync<T>(this HttpClient http, string url)
        where T : Resource
    {
        using var response = await http.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute));
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.ReadAsync<T>();
    }

    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response)
        where T : Resource => FhirJson.Read<T>(await response.Content.ReadAsByteArrayAsync());

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient http, HttpMethod method, string url, Resource? body = null, params (string Name, string Value)[] headers) =>
        http.SendAsync(method, url, body is null ? null : FhirJson.ToJson(body), "application/fhir+json", headers);

    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient http, HttpMethod method, string url, string? body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, UriKind.RelativeOrAbsolute));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request);
    }

    /// <summary>The diagnostics of a refusal, which must be an OperationOutcome.</summary>
    public static async Task<string> DiagnosticsAsync(this HttpResponseMessage response) =>
        (await response.ReadAsync<OperationOutcome>()).Issue[0].Diagnostics ?? "";

    public static string[] Ids(this Bundle bundle) => [.. bundle.Matches<Resource>().Select(static resource => resource.Id!)];
}
