using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A code or identifier with or without its system, as a token parameter takes it.</summary>
/// <remarks>Immutable. The default value is empty and cannot be searched for. Its text names neither system nor code: they may be patient data.</remarks>
public readonly record struct SearchToken
{
    /// <summary>A code of a system.</summary>
    /// <param name="system">The system's URI.</param>
    /// <param name="code">The code.</param>
    /// <exception cref="ArgumentException">One is null or empty.</exception>
    public SearchToken(string system, string code)
        : this(Required(system, nameof(system)), Required(code, nameof(code)), isChecked: true)
    {
    }

    private SearchToken(string? system, string? code, bool isChecked)
    {
        _ = isChecked;
        System = system;
        Code = code;
    }

    /// <summary>The system, or null for any.</summary>
    public string? System { get; }

    /// <summary>The code, or null for any.</summary>
    public string? Code { get; }

    /// <summary>A code in whatever system.</summary>
    /// <param name="code">The code.</param>
    /// <exception cref="ArgumentException">The code is null or empty, or holds a <c>|</c>, which divides systems from codes.</exception>
    public static SearchToken OfCode(string code) => Required(code, nameof(code)).Contains('|', StringComparison.Ordinal)
        ? throw QueryBuild.Refused(new ArgumentException("A code holds no '|'. Give the system and the code as two arguments.", nameof(code)))
        : new(null, code, isChecked: true);

    /// <summary>Any code of a system.</summary>
    /// <param name="system">The system's URI.</param>
    /// <exception cref="ArgumentException">The system is null or empty.</exception>
    public static SearchToken OfSystem(string system) => new(Required(system, nameof(system)), null, isChecked: true);

    /// <summary>A code of a code system of the specification.</summary>
    /// <typeparam name="TCode">The enum of the code system.</typeparam>
    /// <param name="code">The code.</param>
    public static SearchToken Of<TCode>(TCode code)
        where TCode : struct, Enum => new(FhirCodes.SystemOf(code), FhirCodes.CodeOf(code), isChecked: true);

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(SearchToken);

    /// <summary>The system and code of a coding.</summary>
    /// <param name="coding">The coding.</param>
    /// <exception cref="ArgumentException">It has no code.</exception>
    public static implicit operator SearchToken(Coding coding)
    {
        return coding is null
            ? throw QueryBuild.Refused(new ArgumentNullException(nameof(coding)))
            : new(coding.System, Required(coding.Code, nameof(coding)), isChecked: true);
    }

    /// <summary>The system and value of an identifier.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <exception cref="ArgumentException">It has no value.</exception>
    public static implicit operator SearchToken(Identifier identifier)
    {
        return identifier is null
            ? throw QueryBuild.Refused(new ArgumentNullException(nameof(identifier)))
            : new(identifier.System, Required(identifier.Value, nameof(identifier)), isChecked: true);
    }

    /// <summary>A code in whatever system.</summary>
    /// <param name="code">The code.</param>
    /// <exception cref="ArgumentException">The code is null or empty, or holds a <c>|</c>.</exception>
    public static implicit operator SearchToken(string code) => OfCode(code);

    private static string Required(string? text, string parameter) => string.IsNullOrWhiteSpace(text)
        ? throw QueryBuild.Refused(new ArgumentException("There is no code: the filter would disappear from the search.", parameter))
        : text;
}
