using Duende.IdentityModel;

namespace FhirTyped.Auth;

/// <summary>
/// The credential of one user's session. It refreshes the access token at 80 % of its life, once however many ask, and stores new tokens before it uses them. Where the answer to
/// a refresh was lost, nobody knows whether the refresh token is used up: it is not sent again, and <see cref="FhirLoginRequiredException"/> asks for a login. The store is told to
/// forget that refresh token, so that no other node sends it either.
/// </summary>
/// <remarks>Thread-safe. <see cref="SmartLaunch.CreateCredential"/> makes it.</remarks>
public sealed class SmartSessionCredential : FhirCredential
{
    private static readonly TimeSpan LongestForgetting = TimeSpan.FromSeconds(5);

    private readonly AuthorizationServerClient _server;
    private readonly IFhirTokenStore? _store;
    private readonly TimeSpan _timeout;
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
        (_server, _tokens, _store, _timeout, _time, _needsIssuer) = (server, tokens, store, timeout, time, needsIssuer);
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

        // As long as one try may take: by its end this one has given up.
        var held = _store is null ? null : await _store.LockAsync(_timeout, cancellationToken).ConfigureAwait(false);
        try
        {
            return await LoadAsync(cancellationToken).ConfigureAwait(false) ?? await RequestAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (held is not null)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // What another node has stored meanwhile; null where a refresh is needed nevertheless. A server that does not rotate gives a new access token alone.
    private async Task<TokenAnswer?> LoadAsync(CancellationToken cancellationToken)
    {
        if (_store is null || await _store.LoadAsync(cancellationToken).ConfigureAwait(false) is not { } stored || stored.BaseUrl.AbsoluteUri != _tokens.BaseUrl.AbsoluteUri
            || (stored.Values.AccessToken == _tokens.Values.AccessToken && stored.Values.RefreshToken == _tokens.Values.RefreshToken))
        {
            return null;
        }

        var isNew = stored.Values.AccessToken != _tokens.Values.AccessToken;
        Volatile.Write(ref _tokens, stored);
        return isNew && stored.ExpiresAt is { } end && end - _time.GetUtcNow() > TimeSpan.FromMinutes(1) ? AnswerOf(stored) : null;
    }

    private async Task<TokenAnswer> RequestAsync(CancellationToken cancellationToken)
    {
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
            await ForgetRefreshTokenAsync().ConfigureAwait(false);
            throw End("The server takes the refresh token no longer.", error);
        }
        catch (Exception error) when (_isRotating != false && error is OperationCanceledException or FhirTokenException { IsOutcomeUnknown: true })
        {
            await ForgetRefreshTokenAsync().ConfigureAwait(false);
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

    private async Task ForgetRefreshTokenAsync()
    {
        if (_store is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(LongestForgetting, _time);
        try
        {
            await _store.SaveAsync(new SmartTokens(_tokens.Values with { RefreshToken = null }), limit.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The session has ended either way; another node learns it from the server then.
        }
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
