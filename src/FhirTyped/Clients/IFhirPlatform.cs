namespace FhirTyped;

/// <summary>A platform class: the typed client of one FHIR platform. The generator writes the implementations.</summary>
/// <typeparam name="TSelf">The platform class itself.</typeparam>
public interface IFhirPlatform<TSelf>
    where TSelf : FhirPlatformClient, IFhirPlatform<TSelf>
{
    /// <summary>The platform's facts.</summary>
    static abstract PlatformDescriptor Descriptor { get; }

    /// <summary>Makes the client over a connection.</summary>
    static abstract TSelf Create(FhirPlatformContext context);
}
