using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>A code, identifier, contact or boolean.</summary>
/// <param name="System">The code system; null where there is none, or where it is implied and not known.</param>
/// <param name="Code">The code or the identifier's value; null where only a text is there.</param>
internal sealed record TokenIndexValue(string? System, string? Code) : IndexValue
{
    /// <summary>
    /// Whether the system is that of the element's binding, and not said by the resource: of an element of type code or boolean.
    /// </summary>
    public bool HasImpliedSystem { get; init; }

    /// <summary>Whether the value is a phone or fax number, in which only digits count.</summary>
    public bool IsPhone { get; init; }

    /// <summary>Whether case counts: of ids.</summary>
    public bool IsCaseSensitive { get; init; }

    /// <summary>The display, or the text of the identifier's type, for <c>:text</c>.</summary>
    public string? Text { get; init; }

    /// <summary>The text of the concept, for <c>:text</c>: only beside its first coding.</summary>
    public string? ConceptText { get; init; }

    /// <summary>The type of an identifier, for <c>:of-type</c>.</summary>
    public CodeableConcept? IdentifierType { get; init; }

    public override string? SortKey => Code ?? ((Text ?? ConceptText) is { } text ? TextFolding.Fold(text) : null);

    public override bool IsUncertain => HasImpliedSystem && System is null;
}
