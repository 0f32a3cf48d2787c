namespace FhirTyped;

/// <summary>How many resources of each type a server says that it has.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class FhirServerSummary
{
    internal FhirServerSummary(PlatformDescriptor platform, Uri baseUrl, IReadOnlyList<FhirTypeCount> types)
    {
        Platform = platform;
        BaseUrl = baseUrl;
        Types = types;
    }

    /// <summary>The platform.</summary>
    public PlatformDescriptor Platform { get; }

    /// <summary>The server's base address; it ends with a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Each type once, in the order of their names, whatever became of it.</summary>
    public IReadOnlyList<FhirTypeCount> Types { get; }

    /// <summary>The types of which the server says that it has any, the most first.</summary>
    public IEnumerable<FhirTypeCount> Available => Types.Where(static type => type.Count > 0).OrderByDescending(static type => type.Count).ThenBy(static type => type.ResourceType, StringComparer.Ordinal);

    /// <summary>The sum of all numbers that the server gave.</summary>
    public long Count => Types.Sum(static type => (long)(type.Count ?? 0));

    /// <summary>The count of a type; null where it was not asked for.</summary>
    /// <param name="resourceType">The resource type, for example <c>Patient</c>.</param>
    public FhirTypeCount? Find(string resourceType) => Types.FirstOrDefault(type => type.ResourceType == resourceType);

    /// <summary>The platform and the number of types.</summary>
    public override string ToString() => $"{Platform.Id}: {Types.Count} resource types";
}
