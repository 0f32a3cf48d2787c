namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class Extension
{
    /// <summary>Creates an empty extension.</summary>
    public Extension()
    {
    }

    /// <summary>Creates an extension: <c>new Extension("http://example.org/eye-colour", "brown")</c>.</summary>
    /// <param name="url">Its URL, which says what the value means.</param>
    /// <param name="value">The value; text, numbers, booleans and FHIR's dates convert.</param>
    /// <exception cref="ArgumentException">The URL is null or empty, or the value null.</exception>
    public Extension(string url, Element value)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentNullException.ThrowIfNull(value);
        Url = url;
        Value = value;
    }
}
