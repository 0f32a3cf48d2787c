using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;

namespace FhirTyped.Gateway.Tests;

/// <summary>A browser: it keeps cookies, and follows nothing by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly GatewayNode _node;

    public Browser(GatewayNode node)
    {
        _node = node;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = node.Address };
        _http.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml");
    }

    /// <summary>The session's cookie; setting it plants one, as somebody else may.</summary>
    public string? Session
    {
        get => _cookies.GetCookies(_node.Address)[SessionCookie.LoopbackName]?.Value;
        set => _cookies.Add(_node.Address, new Cookie(SessionCookie.LoopbackName, value, "/"));
    }

    public void Dispose() => _http.Dispose();

    public Task<HttpResponseMessage> GetAsync(string address) => _http.GetAsync(new Uri(_node.Address, address));

    /// <summary>The status and body of an address.</summary>
    public async Task<(HttpStatusCode Status, string Body)> ReadAsync(string address)
    {
        using var response = await GetAsync(address);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<JsonObject> JsonAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_node.Address, address));
        request.Headers.Add("Accept", "application/json");
        using var response = await _http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_node.Address, address));
        request.Headers.Add("Accept", "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    /// <summary>Begins a login at the gateway: where the server is to be asked.</summary>
    public async Task<Uri> BeginAsync(string platform = "epic", string query = "")
    {
        using var response = await GetAsync("/auth/" + platform + "/login" + query);
        Assert.Equal((HttpStatusCode.Found, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        return response.Headers.Location!;
    }

    /// <summary>Picks a patient at the server, and consents: the address to which the server sends the browser back.</summary>
    public async Task<Uri> ConsentAsync(Uri authorize, string decision = "allow", string patient = "p1")
    {
        using var page = await _http.GetAsync(authorize);
        if (page.StatusCode == HttpStatusCode.SeeOther)
        {
            return page.Headers.Location!;
        }

        var html = await page.Content.ReadAsStringAsync();
        Assert.True(page.StatusCode == HttpStatusCode.OK, html);
        using var form = new StringContent(
            "ticket=" + Uri.EscapeDataString(HttpUtility.HtmlDecode(Ticket().Match(html).Groups[1].Value)) + "&decision=" + decision + "&patient=" + patient, null,
            "application/x-www-form-urlencoded");
        using var answer = await _http.PostAsync(new Uri(authorize, HttpUtility.HtmlDecode(Action().Match(html).Groups[1].Value)), form);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!;
    }

    /// <summary>A whole login.</summary>
    public async Task ConnectAsync(string platform = "epic", string patient = "p1")
    {
        using var done = await GetAsync((await ConsentAsync(await BeginAsync(platform), patient: patient)).AbsoluteUri);
        Assert.True(done.StatusCode == HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
