using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>A code, identifier, contact or boolean.</summary>
/// <param name="System">The code system; null where there is none.</param>
/// <param name="Code">The code or the identifier's value; null where only a text is there.</param>
internal sealed record TokenIndexValue(string? System, string? Code) : IndexValue
{
    /// <summary>Whether the system is given by the element's definition, and not by the resource: of an element of type code.</summary>
    public bool HasImpliedSystem { get; init; }

    /// <summary>Whether the value is a phone or fax number, in which only digits count.</summary>
    public bool IsPhone { get; init; }

    /// <summary>Whether case counts: of ids.</summary>
    public bool IsCaseSensitive { get; init; }

    /// <summary>The display, or the text of the concept or of the identifier's type, for <c>:text</c>.</summary>
    public string? Text { get; init; }

    /// <summary>The type of an identifier, for <c>:of-type</c>.</summary>
    public CodeableConcept? IdentifierType { get; init; }

    public override string? SortKey => Code ?? (Text is null ? null : TextFolding.Fold(Text));
}
