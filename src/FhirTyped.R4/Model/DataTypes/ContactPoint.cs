namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class ContactPoint
{
    /// <summary>Creates an empty contact.</summary>
    public ContactPoint()
    {
    }

    /// <summary>Creates a contact: <c>new ContactPoint(ContactPointSystem.Phone, "+1 555 0100", ContactPointUse.Home)</c>.</summary>
    /// <param name="system">Telephone, e-mail and so on.</param>
    /// <param name="value">The number or address.</param>
    /// <param name="use">What it is for; null where that is not known.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public ContactPoint(ContactPointSystem system, string value, ContactPointUse? use = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        System = system;
        Value = value;
        Use = use is { } known ? known : null;
    }
}
