namespace FhirTyped.Auth;

/// <summary>The access token of one server, and what became of the last try to get one.</summary>
internal sealed class AccessTokenEntry(Func<CancellationToken, Task<TokenAnswer>> request, string? requestedScope, TimeSpan timeout, TimeProvider time)
{
    // What SMART Backend Services recommends; a server that says nothing of it gives no longer one in all likelihood.
    private static readonly TimeSpan LifeWhereUnknown = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RenewalBeforeEnd = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestTransit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPauseByServer = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefusedAtOnce = TimeSpan.FromSeconds(30);

    private readonly Lock _sync = new();
    private FhirAuthorization? _current;
    private DateTimeOffset _obtainedAt;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _usableUntil;
    private DateTimeOffset _lastRefusal = DateTimeOffset.MinValue;
    private Task<Outcome>? _pending;
    private FhirTokenException? _failure;
    private DateTimeOffset _nextTry;
    private int _failures;

    private readonly record struct Outcome(FhirAuthorization? Authorization, Exception? Failure);

    /// <summary>The token; from memory while it lives.</summary>
    public ValueTask<FhirAuthorization> GetAsync(CancellationToken cancellationToken)
    {
        Task<Outcome> pending;
        lock (_sync)
        {
            var now = time.GetUtcNow();
            if (_current is not null && now < _usableUntil)
            {
                // While a token is good nobody waits for the next one, nor for a server that has none to give just now.
                if (now >= _renewAt && _pending is null && now >= _nextTry)
                {
                    _ = Start();
                }

                return ValueTask.FromResult(_current);
            }

            if (_pending is null && _failure is not null && now < _nextTry)
            {
                throw _failure.Copy();
            }

            pending = _pending ?? Start();
        }

        return WaitAsync(pending, cancellationToken);
    }

    /// <summary>Takes a token that was had in another way: by a login, or from where it was stored.</summary>
    public void Set(FhirAuthorization authorization)
    {
        lock (_sync)
        {
            var now = time.GetUtcNow();
            Keep(authorization, now, authorization.ExpiresAt is { } end ? end - now : LifeWhereUnknown);
        }
    }

    /// <summary>Forgets a token that the server refused.</summary>
    /// <returns>False where it was new, and the one before it was refused as well: then it is not the token that the server dislikes.</returns>
    public bool Invalidate(FhirAuthorization refused)
    {
        lock (_sync)
        {
            if (!ReferenceEquals(_current, refused))
            {
                return true;
            }

            var now = time.GetUtcNow();
            if (_lastRefusal != DateTimeOffset.MinValue && now - _lastRefusal < RefusedAtOnce && _obtainedAt >= _lastRefusal)
            {
                return false;
            }

            _lastRefusal = now;
            _current = null;
            return true;
        }
    }

    private static async ValueTask<FhirAuthorization> WaitAsync(Task<Outcome> pending, CancellationToken cancellationToken)
    {
        var outcome = await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.Authorization ?? throw (outcome.Failure is FhirTokenException failure ? failure.Copy() : outcome.Failure!);
    }

    private Task<Outcome> Start()
    {
        // It belongs to no caller: neither to the trace nor to the user of whoever came first.
        using (ExecutionContext.SuppressFlow())
        {
            return _pending = Task.Run(RequestAsync, CancellationToken.None);
        }
    }

    private async Task<Outcome> RequestAsync()
    {
        Outcome outcome;
        TokenAnswer? answer = null;

        // Its life begins before its answer has come.
        var askedAt = time.GetUtcNow();
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            try
            {
                answer = await request(limit.Token).ConfigureAwait(false);
                outcome = default;
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                outcome = new(null, new FhirTokenException($"The authorization server did not give a token within {timeout:c}.") { IsOutcomeUnknown = true });
            }
        }
        catch (Exception error)
        {
            outcome = new(null, error);
        }

        lock (_sync)
        {
            _pending = null;
            return answer is not null ? Succeeded(answer, askedAt) : Failed(outcome);
        }
    }

    private Outcome Succeeded(TokenAnswer answer, DateTimeOffset now)
    {
        _failure = null;
        _failures = 0;
        _nextTry = DateTimeOffset.MinValue;
        var authorization = new FhirAuthorization("Bearer", answer.AccessToken)
        {
            ExpiresAt = answer.ExpiresIn is { } known ? now + known : null,
            Scope = answer.Scope ?? requestedScope,
        };
        Keep(authorization, now, answer.ExpiresIn ?? LifeWhereUnknown);
        return new(authorization, null);
    }

    private void Keep(FhirAuthorization authorization, DateTimeOffset now, TimeSpan life)
    {
        _current = authorization;
        _obtainedAt = time.GetUtcNow();

        // A token of less than a minute would be renewed by each call.
        _renewAt = now + Longer(life / 2, Shorter(life * 0.8, life - RenewalBeforeEnd));

        // A request needs some time to the server.
        _usableUntil = now + life - Shorter(LongestTransit, life / 10);
    }

    private Outcome Failed(Outcome outcome)
    {
        _failure = outcome.Failure as FhirTokenException ?? new FhirTokenException("No token could be had.", outcome.Failure);
        var pause = Shorter(FirstPause * Math.Pow(2, Math.Min(_failures++, 10)), LongestPause);
        _nextTry = time.GetUtcNow() + (_failure.RetryAfter is { } asked ? Longer(pause, Shorter(asked, LongestPauseByServer)) : pause);
        return new(null, _failure);
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
