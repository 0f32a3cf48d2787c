using System.Diagnostics.CodeAnalysis;

namespace FhirTyped.R4;

/// <summary>
/// From the enums of this assembly to codes and back. No reflection over members and nothing at start: the table of an enum is
/// made when it is first asked for.
/// </summary>
public static class FhirCodes
{
    /// <summary>The code of a member: <c>laboratory</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static string CodeOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => CodeTable<TEnum>.Instance.CodeAt(IndexOf(value));

    /// <summary>The URI of the code system that defines a member's code.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static string SystemOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => CodeTable<TEnum>.Instance.SystemAt(IndexOf(value));

    /// <summary>The display of a member's code; empty where the system gives none.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static string DisplayOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => CodeTable<TEnum>.Instance.DisplayAt(IndexOf(value));

    /// <summary>A member as a Coding with system, code and display.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static Coding ToCoding<TEnum>(this TEnum value)
        where TEnum : struct, Enum =>
        new() { System = SystemOf(value), Code = CodeOf(value), Display = DisplayOf(value) is { Length: > 0 } display ? display : null };

    /// <summary>A member as a CodeableConcept with one Coding.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static CodeableConcept ToCodeableConcept<TEnum>(this TEnum value)
        where TEnum : struct, Enum => new() { Coding = { value.ToCoding() } };

    /// <summary>The member of a code, in whichever of the enum's systems.</summary>
    /// <returns>False where the value set does not hold the code.</returns>
    public static bool TryParse<TEnum>([NotNullWhen(true)] string? code, out TEnum value)
        where TEnum : struct, Enum
    {
        var index = code is null ? -1 : CodeTable<TEnum>.Instance.IndexOf(code);
        value = CodeTable<TEnum>.FromIndex(index);
        return index >= 0;
    }

    /// <summary>The member of a code of a system.</summary>
    /// <returns>False where the value set does not hold the code.</returns>
    public static bool TryParse<TEnum>(string? system, string? code, out TEnum value)
        where TEnum : struct, Enum
    {
        var index = code is null || system is null ? -1 : CodeTable<TEnum>.Instance.IndexOf(system, code);
        value = CodeTable<TEnum>.FromIndex(index);
        return index >= 0;
    }

    private static int IndexOf<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var index = CodeTable<TEnum>.ToIndex(value);
        return CodeTable<TEnum>.Instance.Contains(index)
            ? index
            : throw new ArgumentOutOfRangeException(nameof(value), "Not a member of an enum of FHIR R4: " + typeof(TEnum).Name);
    }
}
