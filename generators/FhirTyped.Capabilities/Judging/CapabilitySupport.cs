namespace FhirTyped.Capabilities;

/// <summary>What a platform says of a request.</summary>
public enum CapabilitySupport
{
    /// <summary>It is declared.</summary>
    Supported,

    /// <summary>Nothing says so, and nothing contradicts it: it may work.</summary>
    Undeclared,

    /// <summary>The statement or a rule contradicts it: it cannot work as asked.</summary>
    Unsupported,
}
