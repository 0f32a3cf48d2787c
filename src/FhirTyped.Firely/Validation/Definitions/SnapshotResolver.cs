using System.Collections.Concurrent;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;

namespace FhirTyped.Firely.Definitions;

/// <summary>
/// Gives definitions with their snapshots. These are made one at a time, since the SDK's generator changes what it reads and keeps notes of its own; what was
/// made once is there without waiting.
/// </summary>
internal sealed class SnapshotResolver(DefinitionResolver definitions) : IAsyncResourceResolver
{
    private readonly SnapshotSource _snapshots = new(definitions);
    private readonly ConcurrentDictionary<string, Resource> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <inheritdoc/>
    public Task<Resource?> ResolveByUriAsync(string uri) => ResolveByCanonicalUriAsync(uri);

    /// <inheritdoc/>
    public async Task<Resource?> ResolveByCanonicalUriAsync(string uri)
    {
        if (_known.TryGetValue(uri, out var known))
        {
            return known;
        }

        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_known.TryGetValue(uri, out known))
            {
                return known;
            }

            // What is not found is not kept: addresses come out of data, and there is no end of them.
            var found = (await _snapshots.TryResolveByCanonicalUriAsync(uri).ConfigureAwait(false)).Value;
            return found is null ? null : _known.GetOrAdd(uri, found);
        }
        finally
        {
            _one.Release();
        }
    }
}
