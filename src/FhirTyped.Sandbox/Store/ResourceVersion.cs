using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>One version of one resource as the store keeps it. It never changes, and its resource is never handed out.</summary>
internal sealed class ResourceVersion(
    string resourceType, string id, int number, long sequence, DateTimeOffset lastUpdated, FhirInteraction writtenBy, Resource? resource)
{
    private byte[]? _json;

    /// <summary>The number of the write, which no other write of the store has: those of transactions that were rolled back count as well.</summary>
    public required long Stamp { get; init; }

    /// <summary>The write before it to any resource of the type; null where it is the first.</summary>
    public required ResourceVersion? Earlier { get; init; }

    public string ResourceType { get; } = resourceType;

    public string Id { get; } = id;

    /// <summary>The version, counted from 1.</summary>
    public int Number { get; } = number;

    /// <summary>The place among all writes to the store: it gives results a stable order.</summary>
    public long Sequence { get; } = sequence;

    public DateTimeOffset LastUpdated { get; } = lastUpdated;

    /// <summary>Create, update or delete.</summary>
    public FhirInteraction WrittenBy { get; } = writtenBy;

    /// <summary>The resource, to be read only; null where this version is its deletion.</summary>
    public Resource? Resource { get; } = resource;

    public bool IsDeleted => Resource is null;

    public string VersionId => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The resource as JSON in UTF-8. Two threads may both make it; they make the same.</summary>
    public ReadOnlyMemory<byte> Json => _json ??= FhirJson.ToUtf8Bytes(Resource!);
}
