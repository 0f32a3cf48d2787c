namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class Coding
{
    /// <summary>Creates an empty coding.</summary>
    public Coding()
    {
    }

    /// <summary>Creates a coding: <c>new Coding("http://loinc.org", "718-7", "Hemoglobin")</c>.</summary>
    /// <param name="system">The system's URI.</param>
    /// <param name="code">The code.</param>
    /// <param name="display">What the system calls it; null for nothing.</param>
    /// <exception cref="ArgumentException">The system or the code is null or empty.</exception>
    public Coding(string system, string code, string? display = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(system);
        ArgumentException.ThrowIfNullOrEmpty(code);
        System = system;
        Code = code;
        Display = display;
    }
}
