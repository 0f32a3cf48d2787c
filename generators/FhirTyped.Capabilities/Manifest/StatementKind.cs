namespace FhirTyped.Capabilities;

/// <summary>How a platform's facts are known.</summary>
public enum StatementKind
{
    /// <summary>The platform's own CapabilityStatement.</summary>
    Declared,

    /// <summary>Rebuilt from the vendor's documentation, not captured from a server.</summary>
    Derived,

    /// <summary>Only assumed from an implementation guide: the platform itself never declared it.</summary>
    Assumed,
}
