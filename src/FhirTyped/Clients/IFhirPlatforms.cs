namespace FhirTyped;

/// <summary>A class with <see cref="FhirPlatformsAttribute"/>. The generator writes the implementations.</summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
public interface IFhirPlatforms<TSelf>
    where TSelf : FhirPlatformsClient, IFhirPlatforms<TSelf>
{
    /// <summary>The platforms, in the order in which the attribute names them.</summary>
    static abstract IReadOnlyList<PlatformDescriptor> Platforms { get; }

    /// <summary>Takes up the client of one of the platforms.</summary>
    /// <param name="client">The client; <see cref="FhirPlatforms{TPlatforms}"/> sees to it that it is one of the platforms'.</param>
    static abstract TSelf Over(FhirPlatformClient client);
}
