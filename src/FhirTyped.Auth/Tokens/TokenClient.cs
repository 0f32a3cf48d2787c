using System.Net;
using System.Text.Json;
using Duende.IdentityModel.Client;

namespace FhirTyped.Auth;

/// <summary>Sends requests to an authorization server, and says what went wrong in words that hold nothing of what was sent or answered.</summary>
internal sealed class TokenClient(AuthorizationHttp http, ClientAuthentication authentication, TimeProvider time)
{
    /// <summary>Asks for a token.</summary>
    /// <param name="endpoint">The token endpoint.</param>
    /// <param name="issuer">The server's issuer, where it is known.</param>
    /// <param name="grantType">The grant type.</param>
    /// <param name="parameters">The other parameters; those without a value are left out.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirTokenException">No token was had.</exception>
    public async Task<TokenAnswer> RequestAsync(
        AuthorizationEndpoint endpoint, string? issuer, string grantType, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken)
    {
        using var request = new TokenRequest { Address = endpoint.Address.AbsoluteUri, GrantType = grantType };
        Fill(request, issuer, parameters);
        using var response = await SendAsync(endpoint, client => client.RequestTokenAsync(request, cancellationToken)).ConfigureAwait(false);
        return TokenAnswer.Read(BodyOf(response, endpoint, "token"), endpoint.Address.IdnHost);
    }

    /// <summary>Revokes a token (RFC 7009). A token that the server does not know is revoked as well.</summary>
    /// <exception cref="FhirTokenException">The server did not say that it did.</exception>
    public async Task RevokeAsync(AuthorizationEndpoint endpoint, string? issuer, string token, string? hint, CancellationToken cancellationToken)
    {
        using var request = new TokenRevocationRequest { Address = endpoint.Address.AbsoluteUri, Token = token, TokenTypeHint = hint! };
        Fill(request, issuer, []);
        using var response = await SendAsync(endpoint, client => client.RevokeTokenAsync(request, cancellationToken)).ConfigureAwait(false);
        if (response.HttpStatusCode != HttpStatusCode.OK)
        {
            throw Failure(response, endpoint, "revocation");
        }
    }

    /// <summary>Asks what the server knows of a token (RFC 7662).</summary>
    /// <exception cref="FhirTokenException">The server did not say.</exception>
    public async Task<JsonElement> IntrospectAsync(AuthorizationEndpoint endpoint, string? issuer, string token, string? hint, CancellationToken cancellationToken)
    {
        using var request = new TokenIntrospectionRequest { Address = endpoint.Address.AbsoluteUri, Token = token, TokenTypeHint = hint };
        Fill(request, issuer, []);
        using var response = await SendAsync(endpoint, client => client.IntrospectTokenAsync(request, cancellationToken)).ConfigureAwait(false);
        return BodyOf(response, endpoint, "introspection").Clone();
    }

    private void Fill(ProtocolRequest request, string? issuer, IEnumerable<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                request.Parameters.Add(name, value);
            }
        }

        authentication.Apply(request, issuer);
    }

    private async Task<TResponse> SendAsync<TResponse>(AuthorizationEndpoint endpoint, Func<HttpMessageInvoker, Task<TResponse>> send)
        where TResponse : ProtocolResponse
    {
        try
        {
            return await send(http.ClientFor(endpoint)).ConfigureAwait(false);
        }
        catch (ForbiddenAddressException error)
        {
            throw new FhirTokenException(error.Message);
        }
        catch (HttpRequestException error)
        {
            throw Unreached(endpoint, error);
        }
        catch (Exception error) when (error is FormatException or OverflowException or InvalidOperationException or JsonException)
        {
            throw Unreadable(endpoint);
        }
    }

    // Without the cause, which quotes what the server sent: an introspection whose end is no number, for example.
    private static FhirTokenException Unreadable(AuthorizationEndpoint endpoint) =>
        new($"The answer of the authorization server at {endpoint.Address.IdnHost} cannot be read.") { IsOutcomeUnknown = true };

    private JsonElement BodyOf(ProtocolResponse response, AuthorizationEndpoint endpoint, string name) =>
        // Of what is no object, IsError throws.
        response is { HttpStatusCode: HttpStatusCode.OK, Json: { ValueKind: JsonValueKind.Object } json, IsError: false }
            ? json
            : throw Failure(response, endpoint, name);

    private FhirTokenException Failure(ProtocolResponse response, AuthorizationEndpoint endpoint, string name)
    {
        var host = endpoint.Address.IdnHost;
        if (response.Exception is { } exception and not JsonException && response.HttpResponse is null)
        {
            return Unreached(endpoint, exception);
        }

        var status = response.HttpStatusCode;
        var code = response.Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
            ? error.GetString()
            : null;
        var known = OAuthErrors.Known(code);
        var problem = (int)status is >= 300 and < 400 ? "it answered with a redirect, which is not followed"
            : known is not null ? $"it answered {(int)status} with the error '{known}'"
            : code is not null ? $"it answered {(int)status} with an error code that is not registered"
            : status == HttpStatusCode.OK ? "it answered with what is no JSON object"
            : $"it answered {(int)status} without an OAuth error";
        return new FhirTokenException($"The {name} endpoint at {host} refused: {problem}.")
        {
            Error = known,
            StatusCode = status,
            RetryAfter = RetryAfterOf(response),

            // These come from what stands before a server, too: the server itself may have done its work.
            IsOutcomeUnknown = known is null && status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.OK,
        };
    }

    private TimeSpan? RetryAfterOf(ProtocolResponse response) => response.HttpResponse?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    private static FhirTokenException Unreached(AuthorizationEndpoint endpoint, Exception error) =>
        ForbiddenAddressException.Find(error) is { } forbidden ? new(forbidden.Message)
        : AuthorizationHttp.IsNotSent(error) ? new($"The authorization server at {endpoint.Address.IdnHost} could not be reached.", error)

        // The cause may quote what the server sent.
        : new($"The answer of the authorization server at {endpoint.Address.IdnHost} did not come back whole ({(error as HttpRequestException)?.HttpRequestError}).")
        {
            IsOutcomeUnknown = true,
        };
}
