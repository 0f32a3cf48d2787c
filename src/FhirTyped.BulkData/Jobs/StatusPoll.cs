namespace FhirTyped.BulkData;

/// <summary>Asks a status address until the export is done.</summary>
internal sealed class StatusPoll(BulkRequests requests, BulkExportOptions options, TimeProvider clock)
{
    /// <summary>Waits for the manifest.</summary>
    /// <param name="address">The status address.</param>
    /// <param name="progress">Is told each time; null for nobody.</param>
    /// <param name="giveUp">Is called where the server says that nothing will come of it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The manifest's JSON.</returns>
    public async Task<byte[]> WaitAsync(Uri address, IProgress<BulkExportProgress>? progress, Action giveUp, CancellationToken cancellationToken)
    {
        var pause = new PollPause(options);
        var started = clock.GetTimestamp();
        var failures = 0;
        while (true)
        {
            var (words, retryAfter) = ((string?)null, (TimeSpan?)null);
            try
            {
                var answer = await requests.AskAsync(address, cancellationToken).ConfigureAwait(false);
                if (answer.Manifest is { } manifest)
                {
                    return manifest;
                }

                failures = 0;
                (words, retryAfter) = (answer.Progress, answer.RetryAfter);
            }
            catch (FhirException error) when (PassingProblems.IsPassing(error))
            {
                // Who is told to ask less often still has an export that runs.
                if (error is not FhirRateLimitException && ++failures >= options.Attempts)
                {
                    throw;
                }

                retryAfter = PassingProblems.RetryAfterOf(error);
            }
            catch (FhirResponseException refusal) when (refusal is not FhirAuthorizationException)
            {
                giveUp();
                throw new BulkExportException(
                    refusal is FhirNotFoundException ? "The server does not know the export any more." : $"The server gave the export up ({(int)refusal.StatusCode}).", refusal.Outcome, refusal);
            }

            var wait = pause.Next(retryAfter);
            if (options.LongestWait != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(started) + wait > options.LongestWait)
            {
                throw new FhirTimeoutException("GET $export status", new TimeoutException());
            }

            progress?.Report(new(BulkExportPhase.Running, words, wait, 0, 0, 0, 0));
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
