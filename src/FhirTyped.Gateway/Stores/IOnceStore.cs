namespace FhirTyped.Gateway;

/// <summary>Keeps what is taken once: logins under way, tickets, identifiers that must not come twice, addresses of pages that are too long for an address.</summary>
/// <remarks>Thread-safe. Where it cannot be reached, each method throws <see cref="StoreUnavailableException"/>. A key that is empty, or no Unicode, is an <see cref="ArgumentException"/>; its length is not limited.</remarks>
public interface IOnceStore
{
    /// <summary>Keeps a value, if there is none under its key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, sealed where it is a secret.</param>
    /// <param name="expiresAt">Until when.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>False where there is one: it is left as it is.</returns>
    ValueTask<bool> PutAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Takes a value out. However many ask at once, on however many nodes: one gets it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The value, or null where there is none, or its time is over.</returns>
    ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Looks at a value and leaves it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The value, or null where there is none, or its time is over.</returns>
    ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default);
}
