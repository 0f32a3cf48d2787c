using System.Net;
using FhirTyped.Resilience;
using Microsoft.Extensions.Logging;

namespace FhirTyped;

/// <content>One try of a request: limits, credential, message, answer, in that order.</content>
internal partial class ServerExchange
{
    // One method and not several, since each of them would be a state machine that waits with it.
    private async ValueTask<TAnswer> TryAsync<TAnswer>(
        RequestAttempts attempts, AnswerReader<TAnswer> read, bool holdsResponse, CancellationToken cancellationToken)
    {
        var pipeline = Pipeline;
        pipeline.ThrowIfOpen(attempts);
        attempts.Begin();
        var request = attempts.Request;
        var limiter = pipeline.Limiter;
        var hasPlace = false;
        try
        {
            if (limiter?.TryEnter() == false)
            {
                await WaitAsync(limiter, attempts, cancellationToken).ConfigureAwait(false);
            }

            hasPlace = true;
            while (true)
            {
                // Most credentials are there at once: then nothing is waited for, and no timer is needed.
                var pending = AuthorizeAsync(request, cancellationToken);
                var authorization = await (pending.IsCompletedSuccessfully ? pending : WaitAsync(pending, attempts, cancellationToken)).ConfigureAwait(false);
                GuardScopes(request, authorization);
                using var message = FhirRequestMessage.Make(request, Platform, Options, BaseUrl, authorization);
                using var deadline = new RequestDeadline(TimeOfTry(attempts), Options.TimeProvider, cancellationToken);
                HttpResponseMessage? response = null;
                var isHeld = false;
                try
                {
                    response = await SendMessageAsync(request, message, deadline.Token).ConfigureAwait(false);
                    Answered(attempts, response);
                    ThrowIfRedirected(request, message, response);
                    if (response.StatusCode != HttpStatusCode.Unauthorized || !await MayReauthorizeAsync(attempts, authorization, deadline.Token).ConfigureAwait(false))
                    {
                        var answer = await read(this, request, response, deadline).ConfigureAwait(false);
                        isHeld = holdsResponse || KeepsResponses;
                        pipeline.Tell(attempts, hasFailed: false);
                        return answer;
                    }

                    Reauthorizing(attempts);
                }
                catch (OperationCanceledException cancellation)
                {
                    attempts.Failure = cancellationToken.IsCancellationRequested ? AttemptFailure.None : AttemptFailure.Timeout;
                    throw deadline.Explain(request, cancellation);
                }
                catch (Exception error) when (IsTransportProblem(error))
                {
                    attempts.Failure = AttemptFailure.Network;
                    if (OfTransport(request, error) is { } problem)
                    {
                        throw problem;
                    }

                    throw;
                }
                finally
                {
                    if (!isHeld)
                    {
                        response?.Dispose();
                    }
                }
            }
        }
        catch
        {
            pipeline.Tell(attempts, hasFailed: true);
            throw;
        }
        finally
        {
            if (hasPlace)
            {
                limiter?.Release();
            }
        }
    }

    private ValueTask<FhirAuthorization?> AuthorizeAsync(FhirRequest request, CancellationToken cancellationToken) => request.Authority switch
    {
        FhirRequestAuthority.None => default,
        FhirRequestAuthority.Declared => Credential.GetAsync(BaseUrl, cancellationToken),
        _ => FhirPlatformOptions.AuthorizeAsync(Credential, request.Address, BaseUrl, cancellationToken),
    };

    private void Answered(RequestAttempts attempts, HttpResponseMessage response)
    {
        attempts.Answered(response);

        // Its templates are read when it is first named: at the start of a program nobody waits for that unless he wants it.
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            FhirLog.Answered(_logger, Platform.Id, attempts.Request.Description, (int)response.StatusCode);
        }
    }

    // It answered 401, and there may be another token: nothing was carried out, so any request may be sent with that.
    private void Reauthorizing(RequestAttempts attempts)
    {
        FhirLog.Reauthorizing(_logger, Platform.Id, attempts.Request.Description);
        attempts.IsReauthorized = true;
    }

    private async Task WaitAsync(RequestLimiter limiter, RequestAttempts attempts, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(TimeLeft(attempts), Options.TimeProvider, cancellationToken);
        try
        {
            await limiter.WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancellation)
        {
            throw deadline.Explain(attempts.Request, cancellation);
        }
    }

    private async ValueTask<bool> MayReauthorizeAsync(RequestAttempts attempts, FhirAuthorization? refused, CancellationToken cancellationToken) =>
        refused is not null && !attempts.IsReauthorized && await Credential.InvalidateAsync(BaseUrl, refused, cancellationToken).ConfigureAwait(false);

    private async ValueTask<FhirAuthorization?> WaitAsync(ValueTask<FhirAuthorization?> pending, RequestAttempts attempts, CancellationToken cancellationToken)
    {
        var task = pending.AsTask();
        try
        {
            return await task.WaitAsync(TimeLeft(attempts), Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException late) when (!task.IsCompleted)
        {
            throw new FhirTimeoutException(attempts.Request.Description, late);
        }
    }

    private TimeSpan TimeOfTry(RequestAttempts attempts)
    {
        var left = TimeLeft(attempts);
        return left == Timeout.InfiniteTimeSpan || (Options.RequestTimeout < left && Options.RequestTimeout != Timeout.InfiniteTimeSpan) ? Options.RequestTimeout : left;
    }

    /// <summary>What is left of the time of all tries.</summary>
    /// <exception cref="FhirTimeoutException">Nothing.</exception>
    private TimeSpan TimeLeft(RequestAttempts attempts)
    {
        var limit = Options.Resilience.TotalTimeout;
        if (limit == Timeout.InfiniteTimeSpan)
        {
            return limit;
        }

        var left = limit - attempts.Elapsed;
        return left > TimeSpan.Zero ? left : throw new FhirTimeoutException(attempts.Request.Description, new TimeoutException());
    }
}
