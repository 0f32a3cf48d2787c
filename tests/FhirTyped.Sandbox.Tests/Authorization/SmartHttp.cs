using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>An answer of the authorization server.</summary>
internal sealed record SmartAnswer(HttpStatusCode Status, JsonObject Body, string? Challenge, string? CacheControl)
{
    public string? this[string name] => (string?)Body[name];

    public string Error => (string?)Body["error"] ?? "";

    public string AccessToken => (string)Body["access_token"]!;
}

/// <summary>Requests by the specifications, byte for byte, with nothing of FhirTyped between.</summary>
internal static class SmartHttp
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>The address of an endpoint, as the SMART configuration tells it.</summary>
    public static async Task<string> EndpointAsync(this HttpClient http, string name) => (string)(await http.ConfigurationAsync())[name]!;

    public static async Task<JsonObject> ConfigurationAsync(this HttpClient http)
    {
        using var response = await http.GetAsync(new Uri(".well-known/smart-configuration", UriKind.Relative));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    /// <summary>Posts a form, its parts already encoded: <c>a=1&amp;b=2</c>.</summary>
    public static async Task<SmartAnswer> PostFormAsync(
        this HttpClient http, string address, string form, string? authorization = null, string contentType = "application/x-www-form-urlencoded")
    {
        using var response = await http.SendAsync(HttpMethod.Post, address, form, contentType, authorization is null ? [] : [("Authorization", authorization)]);
        var text = await response.Content.ReadAsStringAsync();
        return new(
            response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(),
            response.Headers.WwwAuthenticate.Count == 0 ? null : response.Headers.WwwAuthenticate.ToString(), response.Headers.CacheControl?.ToString());
    }

    public static string Form(params (string Name, string Value)[] parameters) =>
        string.Join('&', parameters.Select(static parameter => parameter.Name + "=" + Uri.EscapeDataString(parameter.Value)));

    public static string Basic(string id, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.EscapeDataString(id) + ":" + Uri.EscapeDataString(secret)));

    /// <summary>Asks with a token; the answer's status.</summary>
    public static async Task<HttpStatusCode> StatusAsync(this HttpClient http, string url, string? token)
    {
        using var response = await http.AskAsync(HttpMethod.Get, url, token);
        return response.StatusCode;
    }

    public static Task<HttpResponseMessage> AskAsync(this HttpClient http, HttpMethod method, string url, string? token, FhirTyped.R4.Resource? body = null, params (string, string)[] headers) =>
        http.SendAsync(method, url, body, token is null ? headers : [("Authorization", "Bearer " + token), .. headers]);
}
