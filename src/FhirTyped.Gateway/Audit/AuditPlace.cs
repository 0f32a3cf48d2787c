namespace FhirTyped.Gateway;

/// <summary>A place in the queue. It is used once: by the event of the call, or given back where there was no call.</summary>
internal sealed class AuditPlace(AuditTrail trail) : IDisposable
{
    private AuditTrail? _trail = trail;

    /// <summary>Hands the event over.</summary>
    /// <exception cref="StoreUnavailableException">It is to be waited for, and the store does not take it.</exception>
    public ValueTask WriteAsync(AuditEntry entry) => Interlocked.Exchange(ref _trail, null)?.WriteAsync(entry) ?? ValueTask.CompletedTask;

    /// <summary>Gives the place back, if no event was handed over.</summary>
    public void Dispose() => Interlocked.Exchange(ref _trail, null)?.GiveBack();
}
