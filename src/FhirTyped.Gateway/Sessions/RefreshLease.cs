namespace FhirTyped.Gateway;

/// <summary>Lets one of all nodes work on a connection's tokens.</summary>
internal sealed class RefreshLease : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    // Behind the end of the try that holds it: clocks of nodes and store differ.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly ILeaseStore _leases;
    private readonly string _key;
    private readonly string _owner;

    private RefreshLease(ILeaseStore leases, string key, string owner) => (_leases, _key, _owner) = (leases, key, owner);

    /// <summary>Waits until nobody has it, and takes it.</summary>
    /// <param name="leases">Where leases are.</param>
    /// <param name="session">The session's id.</param>
    /// <param name="platform">The platform's id.</param>
    /// <param name="life">How long whoever takes it works at most.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="isNeedless">Asked between tries: whether what it was wanted for has been done.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lease; null where it is needless.</returns>
    public static async ValueTask<RefreshLease?> TakeAsync(
        ILeaseStore leases, string session, string platform, TimeSpan life, TimeProvider time, Func<CancellationToken, ValueTask<bool>>? isNeedless, CancellationToken cancellationToken)
    {
        var key = "refresh|" + session + "|" + platform;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await leases.TryAcquireAsync(key, life + Margin, cancellationToken).ConfigureAwait(false) is { } owner)
            {
                return new(leases, key, owner);
            }

            if (isNeedless is not null && await isNeedless(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _leases.ReleaseAsync(_key, _owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // It ends by itself.
        }
    }
}
