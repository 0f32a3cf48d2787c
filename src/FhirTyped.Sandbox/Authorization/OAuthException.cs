using System.Net;

namespace FhirTyped.Sandbox;

/// <summary>
/// Ends a request to the authorization server with an error of RFC 6749, sections 4.1.2.1 and 5.2. Its text repeats nothing of the request.
/// </summary>
/// <param name="error">The code, for example <c>invalid_request</c>.</param>
/// <param name="description">What is wrong.</param>
internal sealed class OAuthException(string error, string description) : Exception(description)
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidClient = "invalid_client";
    public const string InvalidGrant = "invalid_grant";
    public const string InvalidScope = "invalid_scope";

    /// <summary>The code.</summary>
    public string Error { get; } = error;

    public HttpStatusCode Status => Error == InvalidClient ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest;
}
