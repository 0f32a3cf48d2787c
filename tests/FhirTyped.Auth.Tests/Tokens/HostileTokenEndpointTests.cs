using System.Net;
using FhirTyped.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FhirTyped.Auth.Tests;

/// <summary>Token endpoints that answer with anything: a clear error, one request, and not a word of what was sent or answered.</summary>
public class HostileTokenEndpointTests
{
    private const string Planted = "pl4nted";

    public static TheoryData<string, RawAnswer, string> Answers { get; } = new()
    {
        { "redirect", RawAnswer.Of("302 Found", "", "Location: /token?pl4nted"), "redirect" },
        { "permanent redirect of a POST", RawAnswer.Of("308 Permanent Redirect", "", "Location: /token2"), "redirect" },
        { "page", RawAnswer.Of("200 OK", "<html>pl4nted</html>", "Content-Type: text/html"), "no JSON object" },
        { "empty", RawAnswer.Of("200 OK"), "no JSON object" },
        { "list", RawAnswer.Of("200 OK", "[\"pl4nted\"]", TokenServer.Json), "no JSON object" },
        { "text", RawAnswer.Of("200 OK", "\"pl4nted\"", TokenServer.Json), "no JSON object" },
        { "cut", RawAnswer.Of("200 OK", "{ \"access_token\": \"pl4nted", TokenServer.Json), "no JSON object" },
        { "500", RawAnswer.Of("500 Internal Server Error", "pl4nted"), "500" },
        { "500 page", RawAnswer.Of("500 Internal Server Error", "<html>pl4nted</html>", "Content-Type: text/html"), "500" },
        { "known error", RawAnswer.Of("400 Bad Request", """{ "error": "invalid_client", "error_description": "pl4nted" }""", TokenServer.Json), "'invalid_client'" },
        { "unknown error", RawAnswer.Of("400 Bad Request", """{ "error": "pl4nted" }""", TokenServer.Json), "not registered" },
        { "error that is no text", RawAnswer.Of("400 Bad Request", """{ "error": { "a": "pl4nted" } }""", TokenServer.Json), "400" },
        { "error with 200", RawAnswer.Of("200 OK", """{ "error": "invalid_scope", "access_token": "pl4nted", "token_type": "bearer" }""", TokenServer.Json), "'invalid_scope'" },
        { "no token", RawAnswer.Of("200 OK", """{ "token_type": "bearer", "x": "pl4nted" }""", TokenServer.Json), "access_token is missing" },
        { "token null", RawAnswer.Of("200 OK", """{ "access_token": null, "token_type": "bearer" }""", TokenServer.Json), "access_token is missing" },
        { "token number", RawAnswer.Of("200 OK", """{ "access_token": 1, "token_type": "bearer" }""", TokenServer.Json), "access_token is no text" },
        { "token empty", RawAnswer.Of("200 OK", """{ "access_token": "", "token_type": "bearer" }""", TokenServer.Json), "access_token is empty" },
        { "line break", RawAnswer.Of("200 OK", """{ "access_token": "a\r\nX-pl4nted: 1", "token_type": "bearer" }""", TokenServer.Json), "access_token" },
        { "space", RawAnswer.Of("200 OK", """{ "access_token": "a pl4nted", "token_type": "bearer" }""", TokenServer.Json), "access_token" },
        { "letter beyond ASCII", RawAnswer.Of("200 OK", """{ "access_token": "pl4ntedä", "token_type": "bearer" }""", TokenServer.Json), "access_token" },
        { "mac", RawAnswer.Of("200 OK", """{ "access_token": "pl4nted", "token_type": "mac" }""", TokenServer.Json), "token_type" },
        { "no type", RawAnswer.Of("200 OK", """{ "access_token": "pl4nted" }""", TokenServer.Json), "token_type" },
        { "life of words", RawAnswer.Of("200 OK", """{ "access_token": "pl4nted", "token_type": "bearer", "expires_in": "soon" }""", TokenServer.Json), "expires_in" },
        { "huge", RawAnswer.Of("200 OK", new byte[AuthorizationHttp.MaximumAnswerBytes + 1], TokenServer.Json), "did not come back whole" },
        { "endless", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("10000\r\n" + new string(' ', 0x10000) + "\r\n", 20))), "did not come back whole" },
        { "truncated", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"access_token\":\"pl4nted\","), "did not come back whole" },
        { "no HTTP", RawAnswer.Bytes("SSH-2.0-pl4nted\r\n"), "did not come back whole" },
        { "reset", RawAnswer.Reset, "did not come back whole" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Is_a_clear_error(string name, RawAnswer answer, string words)
    {
        _ = name;
        await using var server = new TokenServer(_ => answer);
        var credential = server.NewCredential(static options => options.ClientSecret = "s3cret-pl4nted");
        var error = await Assert.ThrowsAsync<FhirTokenException>(async () => await credential.GetAsync(server.BaseUrl));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, error.ToString(), StringComparison.Ordinal);
        for (Exception? one = error; one is not null; one = one.InnerException)
        {
            Assert.DoesNotContain(Planted, string.Join("", one.Data.Values.Cast<object?>()), StringComparison.Ordinal);
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Who_never_answers_is_not_waited_for()
    {
        var time = new FakeTimeProvider();
        var came = new TaskCompletionSource();
        await using var server = new TokenServer(_ =>
        {
            came.TrySetResult();
            return RawAnswer.Stalling("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        });
        var credential = server.NewCredential(options => (options.TimeProvider, options.Timeout) = (time, TimeSpan.FromSeconds(7)));
        var asking = credential.GetAsync(server.BaseUrl).AsTask();
        await came.Task;
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Contains("00:00:07", (await Assert.ThrowsAsync<FhirTokenException>(() => asking)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"expires_in\": \"600\"", 600.0)]
    [InlineData("\"expires_in\": 600.5", 600.5)]
    [InlineData("\"expires_in\": 1e12", 86400.0)]
    [InlineData("\"expires_in\": 0", null)]
    [InlineData("\"expires_in\": -5", null)]
    [InlineData("\"expires_in\": null", null)]
    [InlineData("\"other\": 1", null)]
    public async Task A_life_is_taken_for_what_it_can_be(string field, double? seconds)
    {
        var time = new FakeTimeProvider();
        await using var server = new TokenServer(_ => RawAnswer.Of("200 OK", $$"""{ "access_token": "t", "token_type": "BEARER", {{field}} }""", TokenServer.Json));
        var authorization = await server.NewCredential(options => options.TimeProvider = time).GetAsync(server.BaseUrl);
        Assert.Equal(seconds is { } known ? time.GetUtcNow().AddSeconds(known) : null, authorization!.ExpiresAt);
    }

    [Fact]
    public async Task The_error_holds_code_status_and_pause()
    {
        await using var server = new TokenServer(static _ => RawAnswer.Of("429 Too Many Requests", """{ "error": "slow_down" }""", TokenServer.Json, "Retry-After: 17"));
        var error = await Assert.ThrowsAsync<FhirTokenException>(async () => await server.NewCredential().GetAsync(server.BaseUrl));
        Assert.Equal(("slow_down", HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(17)), (error.Error, error.StatusCode, error.RetryAfter));
    }
}
