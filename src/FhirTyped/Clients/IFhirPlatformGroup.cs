namespace FhirTyped;

/// <summary>A class with <see cref="FhirPlatformGroupAttribute"/>. The generator writes the implementations.</summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
public interface IFhirPlatformGroup<TSelf>
    where TSelf : FhirPlatformGroupClient, IFhirPlatformGroup<TSelf>
{
    /// <summary>The platforms, in the order in which the attribute names them.</summary>
    static abstract IReadOnlyList<PlatformDescriptor> Platforms { get; }

    /// <summary>Takes up the client of one of the platforms.</summary>
    /// <param name="client">The client; <see cref="FhirPlatformGroup{TGroup}"/> sees to it that it is one of the platforms'.</param>
    static abstract TSelf Over(FhirPlatformClient client);

    /// <summary>The platform of the group to which a class of clients belongs: its own, or else one from which it derives; null for none.</summary>
    /// <param name="clientType">The class of the client.</param>
    static abstract PlatformDescriptor? FindPlatform(Type clientType);
}
