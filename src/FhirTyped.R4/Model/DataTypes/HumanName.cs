namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class HumanName
{
    /// <summary>Creates an empty name.</summary>
    public HumanName()
    {
    }

    /// <summary>Creates a name: <c>new HumanName("Example", "Ann", "Lee")</c>.</summary>
    /// <param name="family">The family name.</param>
    /// <param name="given">The given names, with middle names, in their order.</param>
    /// <exception cref="ArgumentException">The family name or a given name is null or empty.</exception>
    public HumanName(string family, params ReadOnlySpan<string> given)
    {
        ArgumentException.ThrowIfNullOrEmpty(family);
        Family = family;
        foreach (var name in given)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(given));
            Given.Add(name);
        }
    }
}
