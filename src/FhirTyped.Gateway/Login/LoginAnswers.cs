using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Why a request around logins is refused. Nothing of the request stands in it.</summary>
/// <param name="status">The status.</param>
/// <param name="error">The code, for programs.</param>
/// <param name="message">What is wrong, for people.</param>
internal sealed class LoginRefusedException(int status, string error, string message) : Exception(message)
{
    /// <summary>The status.</summary>
    public int Status => status;

    /// <summary>The code.</summary>
    public string Error => error;
}

/// <summary>Writes answers: JSON for programs, a page for people.</summary>
internal static class LoginAnswers
{
    /// <summary>What every answer around logins has, so that nothing of it is kept, shown in a frame, or told to the next page.</summary>
    public static void SetHeaders(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>Whether a person reads the answer.</summary>
    public static bool IsForBrowser(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(static type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    /// <summary>An answer as JSON.</summary>
    public static Task WriteAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, type), context.RequestAborted).AsTask();
    }

    /// <summary>A page that says something.</summary>
    public static Task WritePageAsync(HttpContext context, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + Encode(title) + "</title></head><body><h1>" + Encode(title) + "</h1><p>" + Encode(text)
            + "</p></body></html>",
            context.RequestAborted);
    }

    /// <summary>An error, for whoever reads it.</summary>
    public static Task WriteErrorAsync(HttpContext context, int status, string error, string message) => IsForBrowser(context.Request)
        ? WritePageAsync(context, status, "Not connected", message)
        : WriteAsync(context, status, new(error, message), LoginJson.Default.ErrorAnswer);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

internal sealed record ErrorAnswer(string Error, string Message);

internal sealed record BegunAnswer(string AuthorizationUrl, string State, string PlatformId)
{
    public override string ToString() => nameof(BegunAnswer);
}

internal sealed record ConnectedAnswer(bool Success, string Message, string PlatformId);

internal sealed record WaitAnswer(bool Success, string Message, long? ExpiresIn);

internal sealed record LogoutAnswer(bool Success, string Message, bool TokenRevoked);

internal sealed record StatusAnswer(IReadOnlyDictionary<string, PlatformStatus> Platforms);

/// <summary>Whether a caller is connected to a platform.</summary>
/// <param name="PlatformId">The platform's id.</param>
/// <param name="Authenticated">Whether he has logged in there, and the login holds.</param>
/// <param name="HasToken">Whether there are tokens of his.</param>
/// <param name="TokenExpiresAt">When the access token ends; it is renewed by itself where the server allows it. Null where that is not known.</param>
/// <param name="Scopes">What the server granted.</param>
/// <param name="Shared">Whether he can use the connection that the gateway itself has.</param>
internal sealed record PlatformStatus(string PlatformId, bool Authenticated, bool HasToken, DateTimeOffset? TokenExpiresAt, IReadOnlyList<string> Scopes, bool Shared);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(BegunAnswer))]
[JsonSerializable(typeof(ConnectedAnswer))]
[JsonSerializable(typeof(WaitAnswer))]
[JsonSerializable(typeof(LogoutAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
internal sealed partial class LoginJson : JsonSerializerContext;
