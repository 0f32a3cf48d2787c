using Duende.IdentityModel;

namespace FhirTyped.Auth;

/// <summary>
/// The credential of one user's session. It refreshes the access token at 80 % of its life, once however many ask, and stores new tokens before it uses them. Where the answer to
/// a refresh was lost, nobody knows whether the refresh token is used up: it is not sent again, and <see cref="FhirLoginRequiredException"/> asks for a login.
/// </summary>
/// <remarks>Thread-safe. <see cref="SmartLaunch.CreateCredential"/> makes it.</remarks>
public sealed class SmartSessionCredential : FhirCredential
{
    private readonly AuthorizationServerClient _server;
    private readonly IFhirTokenStore? _store;
    private readonly TimeProvider _time;
    private readonly bool _needsIssuer;
    private readonly AccessTokenEntry _entry;
    private SmartTokens _tokens;
    private SmartTokens? _unsaved;
    private FhirLoginRequiredException? _end;

    // Null until a refresh has shown it.
    private bool? _isRotating;

    internal SmartSessionCredential(AuthorizationServerClient server, SmartTokens tokens, IFhirTokenStore? store, TimeSpan timeout, TimeProvider time, bool needsIssuer)
    {
        (_server, _tokens, _store, _time, _needsIssuer) = (server, tokens, store, time, needsIssuer);
        _entry = new AccessTokenEntry(RefreshAsync, tokens.Scope, timeout, time);
        if (tokens.ExpiresAt is not { } end || end > time.GetUtcNow())
        {
            _entry.Set(AuthorizationOf(tokens));
        }
    }

    /// <inheritdoc/>
    public override string Kind => "smart_session";

    /// <inheritdoc/>
    /// <exception cref="FhirLoginRequiredException">The session is over.</exception>
    /// <exception cref="FhirTokenException">No token could be had; a later try may help.</exception>
    /// <exception cref="ArgumentException">The tokens are those of another server.</exception>
    public override async ValueTask<FhirAuthorization?> GetAsync(Uri baseUrl, CancellationToken cancellationToken = default)
    {
        ThrowIfOfAnother(baseUrl);
        return await _entry.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<bool> InvalidateAsync(Uri baseUrl, FhirAuthorization refused, CancellationToken cancellationToken = default)
    {
        ThrowIfOfAnother(baseUrl);
        ArgumentNullException.ThrowIfNull(refused);
        return ValueTask.FromResult(Volatile.Read(ref _tokens).HasRefreshToken && _entry.Invalidate(refused));
    }

    private static FhirAuthorization AuthorizationOf(SmartTokens tokens) =>
        new("Bearer", tokens.Values.AccessToken) { ExpiresAt = tokens.ExpiresAt, Scope = tokens.Scope };

    private void ThrowIfOfAnother(Uri baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        if (baseUrl.AbsoluteUri != Volatile.Read(ref _tokens).BaseUrl.AbsoluteUri)
        {
            throw new ArgumentException("The tokens of this session are those of another FHIR server.", nameof(baseUrl));
        }
    }

    // One at a time: the entry sees to it.
    private async Task<TokenAnswer> RefreshAsync(CancellationToken cancellationToken)
    {
        if (_end is not null)
        {
            throw _end.Copy();
        }

        // The store failed the last time: what is to be saved is there still.
        if (_unsaved is { } unsaved)
        {
            return await SaveAsync(unsaved, cancellationToken).ConfigureAwait(false);
        }

        if (_store is not null && await _store.LoadAsync(cancellationToken).ConfigureAwait(false) is { } stored && stored.Values.RefreshToken != _tokens.Values.RefreshToken
            && stored.BaseUrl.AbsoluteUri == _tokens.BaseUrl.AbsoluteUri)
        {
            Volatile.Write(ref _tokens, stored);
            if (stored.ExpiresAt is { } end && end - _time.GetUtcNow() > TimeSpan.FromMinutes(1))
            {
                return AnswerOf(stored);
            }
        }

        if (_tokens.Values.RefreshToken is not { } refreshToken)
        {
            throw End("The access token has ended, and there is no refresh token.", null);
        }

        var (endpoint, issuer) = await _server.TokenEndpointAsync(_tokens.BaseUrl, _needsIssuer, cancellationToken).ConfigureAwait(false);
        TokenAnswer answer;
        try
        {
            answer = await _server.Tokens.RequestAsync(endpoint, issuer, OidcConstants.GrantTypes.RefreshToken, [("refresh_token", refreshToken)], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (FhirTokenException error) when (error.Error == OAuthErrors.InvalidGrant)
        {
            throw End("The server takes the refresh token no longer.", error);
        }
        catch (Exception error) when (_isRotating != false && error is OperationCanceledException or FhirTokenException { IsOutcomeUnknown: true })
        {
            throw End("The answer to a refresh was lost: whether the refresh token is used up is not known, and a second use would end the session.", error as FhirTokenException);
        }

        _isRotating = answer.RefreshToken is not null && answer.RefreshToken != refreshToken;
        return await SaveAsync(
            new SmartTokens(_tokens.Values with
            {
                AccessToken = answer.AccessToken,
                RefreshToken = answer.RefreshToken ?? refreshToken,
                ExpiresAt = answer.ExpiresIn is { } life ? _time.GetUtcNow() + life : null,
                Scope = answer.Scope ?? _tokens.Scope,
            }),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<TokenAnswer> SaveAsync(SmartTokens tokens, CancellationToken cancellationToken)
    {
        if (_store is not null)
        {
            _unsaved = tokens;
            try
            {
                await _store.SaveAsync(tokens, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new FhirTokenException("The new tokens of the session could not be stored, and are not used before they are.", error);
            }

            _unsaved = null;
        }

        Volatile.Write(ref _tokens, tokens);
        return AnswerOf(tokens);
    }

    private TokenAnswer AnswerOf(SmartTokens tokens) =>
        new(tokens.Values.AccessToken, tokens.ExpiresAt is { } end ? end - _time.GetUtcNow() : null, tokens.Scope, tokens.Values.RefreshToken, null, default);

    private FhirLoginRequiredException End(string message, FhirTokenException? error)
    {
        _end = new FhirLoginRequiredException(message) { Error = error?.Error, StatusCode = error?.StatusCode };
        return (FhirLoginRequiredException)_end.Copy();
    }
}
