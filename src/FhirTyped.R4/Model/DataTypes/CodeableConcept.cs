namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class CodeableConcept
{
    /// <summary>Creates an empty concept.</summary>
    public CodeableConcept()
    {
    }

    /// <summary>Creates a concept of one coding: <c>new CodeableConcept("http://loinc.org", "718-7", "Hemoglobin")</c>.</summary>
    /// <param name="system">The system's URI.</param>
    /// <param name="code">The code.</param>
    /// <param name="text">The concept in words, as it was said or seen (<see cref="Text"/>, not the coding's display); null for nothing.</param>
    /// <exception cref="ArgumentException">The system or the code is null or empty.</exception>
    public CodeableConcept(string system, string code, string? text = null)
        : this(new Coding(system, code), text)
    {
    }

    /// <summary>Creates a concept of one coding.</summary>
    /// <param name="coding">The coding; it is not copied.</param>
    /// <param name="text">The concept in words; null for nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="coding"/> is null.</exception>
    public CodeableConcept(Coding coding, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(coding);
        Coding.Add(coding);
        Text = text;
    }
}
