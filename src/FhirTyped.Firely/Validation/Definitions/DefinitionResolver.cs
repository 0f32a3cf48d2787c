using System.Collections.Concurrent;
using Firely.Fhir.Validation.Compilation;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;

namespace FhirTyped.Firely.Definitions;

/// <summary>Finds definitions in packages, then with a resolver of the user's own, then among HL7's.</summary>
/// <remarks>Thread-safe. What is not found is not kept: addresses come out of data, and there is no end of them.</remarks>
internal sealed class DefinitionResolver(DefinitionIndex packages, IAsyncResourceResolver? own) : IAsyncResourceResolver
{
    private readonly ConcurrentDictionary<Definition, Resource> _read = new();
    private readonly ConcurrentDictionary<string, Resource> _own = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<Resource?> ResolveByUriAsync(string uri) => ResolveByCanonicalUriAsync(uri);

    /// <inheritdoc/>
    public async Task<Resource?> ResolveByCanonicalUriAsync(string uri)
    {
        if (packages.Find(uri) is { } packaged)
        {
            return Read(packaged);
        }

        if (own is not null)
        {
            if (_own.TryGetValue(uri, out var known))
            {
                return known;
            }

            if ((await own.TryResolveByCanonicalUriAsync(uri).ConfigureAwait(false)).Value is { } found)
            {
                return _own.GetOrAdd(uri, found);
            }
        }

        return CoreDefinitions.Index.Find(uri) is { } core ? Read(core) : null;
    }

    // What is wrong in R4's own constraints is put right before snapshots are made: these copy constraints into each element, and corrected later they would depend on what
    // was read first.
    private Resource Read(Definition definition) => _read.GetOrAdd(definition, static one => one.Read().WithCorrections()!);
}
