using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FhirTyped.Gateway;

/// <summary>Keeps records for all nodes, sealed, each under its key and for a time: logins under way, what agents ask of their people, where their searches go on.</summary>
internal sealed class SealedOnce(IOnceStore once, SecretSealer sealer, TimeProvider time)
{
    private const int KeyBytes = 18;

    /// <summary>How long a key of <see cref="NewKey"/> is, in characters.</summary>
    public const int KeyLength = KeyBytes / 3 * 4;

    /// <summary>A key that nobody guesses, for an address.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Keeps a record, if there is none under its key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="purpose">For what it is sealed.</param>
    /// <param name="context">To what it is bound.</param>
    /// <param name="value">The record.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="life">For how long.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>False where there is one.</returns>
    public ValueTask<bool> PutAsync<T>(string key, string purpose, string[] context, T value, JsonTypeInfo<T> type, TimeSpan life, CancellationToken cancellationToken) =>
        once.PutAsync(key, sealer.Seal(purpose, context, JsonSerializer.SerializeToUtf8Bytes(value, type)), time.GetUtcNow() + life, cancellationToken);

    /// <summary>Looks at a record; null where there is none, or none that opens.</summary>
    public async ValueTask<T?> PeekAsync<T>(string key, string purpose, string[] context, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => Open(await once.PeekAsync(key, cancellationToken).ConfigureAwait(false), purpose, context, type);

    /// <summary>Takes a record out; null where there is none, or none that opens. It is gone then.</summary>
    public async ValueTask<T?> TakeAsync<T>(string key, string purpose, string[] context, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => Open(await once.TakeAsync(key, cancellationToken).ConfigureAwait(false), purpose, context, type);

    private T? Open<T>(ReadOnlyMemory<byte>? value, string purpose, string[] context, JsonTypeInfo<T> type)
        where T : class => value is { } found && sealer.TryOpen(purpose, context, found.Span, out var opened) ? JsonSerializer.Deserialize(opened.Plaintext, type) : null;
}
