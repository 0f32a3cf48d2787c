namespace FhirTyped.Gateway;

/// <summary>Keeps who and what is stopped until somebody lifts it: a person, a platform, an agent, or everything.</summary>
/// <remarks>Thread-safe. Where it cannot be reached, each method throws <see cref="StoreUnavailableException"/>. A block of everything with a value, and one of somebody without, is an <see cref="ArgumentException"/>: it would stop nobody.</remarks>
public interface IBlockStore
{
    /// <summary>Keeps a block; one of the same kind and value is replaced.</summary>
    /// <param name="block">The block.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    ValueTask SetAsync(GatewayBlock block, CancellationToken cancellationToken = default);

    /// <summary>Lifts a block.</summary>
    /// <param name="kind">What is blocked.</param>
    /// <param name="value">Which one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> RemoveAsync(GatewayBlockKind kind, string value, CancellationToken cancellationToken = default);

    /// <summary>All blocks.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    ValueTask<IReadOnlyList<GatewayBlock>> ListAsync(CancellationToken cancellationToken = default);
}

/// <summary>What is stopped.</summary>
public enum GatewayBlockKind
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>A person, by subject.</summary>
    Subject,

    /// <summary>A platform, by id.</summary>
    Platform,

    /// <summary>A program that asks for somebody, by client id.</summary>
    Client,
}

/// <summary>Who or what is stopped.</summary>
/// <param name="Kind">What.</param>
/// <param name="Value">Which one; empty for <see cref="GatewayBlockKind.All"/>.</param>
/// <param name="Reason">Why, for people who look at the list. Nobody who is stopped is told.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When.</param>
public sealed record GatewayBlock(GatewayBlockKind Kind, string Value, string Reason, string SetBy, DateTimeOffset SetAt);
