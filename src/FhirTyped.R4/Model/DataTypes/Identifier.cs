namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class Identifier
{
    /// <summary>Creates an empty identifier.</summary>
    public Identifier()
    {
    }

    /// <summary>Creates an identifier: <c>new Identifier("urn:oid:1.2.36.146.595.217.0.1", "12345")</c>.</summary>
    /// <param name="system">The URI of who gives out the values.</param>
    /// <param name="value">The value, unique within the system.</param>
    /// <exception cref="ArgumentException">The system or the value is null or empty.</exception>
    public Identifier(string system, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(system);
        ArgumentException.ThrowIfNullOrEmpty(value);
        System = system;
        Value = value;
    }
}
