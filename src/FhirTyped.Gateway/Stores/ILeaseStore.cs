namespace FhirTyped.Gateway;

/// <summary>Lets one of all nodes do something, for a limited time: refresh a token, for example.</summary>
/// <remarks>Thread-safe. Where it cannot be reached, each method throws <see cref="StoreUnavailableException"/>. A key that is empty, or no Unicode, is an <see cref="ArgumentException"/>; its length is not limited.</remarks>
public interface ILeaseStore
{
    /// <summary>Takes a lease that nobody has.</summary>
    /// <param name="key">What it is for.</param>
    /// <param name="life">After which time it ends by itself, so that a node that died holds nothing; at least a millisecond. Where nodes share a server, its clock counts.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>By what it is given back; null where somebody has it.</returns>
    ValueTask<string?> TryAcquireAsync(string key, TimeSpan life, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back; that of another, who got it after this one had ended, is left.</summary>
    /// <param name="key">What it is for.</param>
    /// <param name="owner">What <see cref="TryAcquireAsync"/> gave.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    ValueTask ReleaseAsync(string key, string owner, CancellationToken cancellationToken = default);
}
