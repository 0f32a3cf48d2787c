using System.Collections.Concurrent;

namespace FhirTyped.Gateway;

/// <summary>The key ring in the memory of this process: cookies end with it.</summary>
internal sealed class MemoryKeyRingStore : IKeyRingStore
{
    private readonly ConcurrentDictionary<string, KeyRingElement> _elements = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<KeyRingElement> List() => [.. _elements.Values];

    /// <inheritdoc/>
    public void Set(KeyRingElement element) => _elements[element.Name] = element;
}
