using System.Diagnostics.CodeAnalysis;

namespace FhirTyped.R4;

/// <content>Primitives as values of choices: <c>patient.Deceased = true</c>.</content>
public partial class Element
{
    /// <summary>Whether there are extensions, without making the list.</summary>
    internal bool HasExtensions => _extension is { Count: > 0 };

    /// <summary>Removes all extensions.</summary>
    internal void ForgetExtensions() => _extension = null;

    /// <summary>A boolean.</summary>
    public static implicit operator Element(bool value) => new BooleanElement(value);

    /// <summary>An integer.</summary>
    public static implicit operator Element(int value) => new IntegerElement(value);

    /// <summary>A decimal; its scale is kept.</summary>
    public static implicit operator Element(decimal value) => new DecimalElement(value);

    /// <summary>A string; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Element?(string? value) => value is null ? null : new StringElement(value);

    /// <summary>A date.</summary>
    public static implicit operator Element(FhirDate value) => new DateElement(value);

    /// <summary>A dateTime.</summary>
    public static implicit operator Element(FhirDateTime value) => new DateTimeElement(value);

    /// <summary>An instant.</summary>
    public static implicit operator Element(FhirInstant value) => new InstantElement(value);

    /// <summary>A time.</summary>
    public static implicit operator Element(FhirTime value) => new TimeElement(value);
}
