namespace FhirTyped.Gateway;

/// <summary>Counts over all nodes, within windows of time.</summary>
/// <remarks>Thread-safe. Windows begin at whole multiples of their length since 1970 (UTC), so that all nodes mean the same one. Where it cannot be reached, each method throws <see cref="StoreUnavailableException"/>. A key that is empty, or no Unicode, and a window that is shorter than a second, is an <see cref="ArgumentException"/>.</remarks>
public interface ICounterStore
{
    /// <summary>Counts one more.</summary>
    /// <param name="key">What is counted.</param>
    /// <param name="window">How long a window is; at least a second.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How many there are in the window of now, with this one.</returns>
    ValueTask<long> AddAsync(string key, TimeSpan window, CancellationToken cancellationToken = default);

    /// <summary>Counts how many different ones there are.</summary>
    /// <param name="key">What is counted.</param>
    /// <param name="member">The one: a hash, where it says something of a person.</param>
    /// <param name="window">How long a window is; at least a second.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How many different ones there are in the window of now, with this one.</returns>
    ValueTask<long> AddDistinctAsync(string key, string member, TimeSpan window, CancellationToken cancellationToken = default);
}
