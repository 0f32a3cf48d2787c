using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>A reference or canonical.</summary>
/// <param name="Target">What a literal reference says; null where there is only an identifier.</param>
internal sealed record ReferenceIndexValue(ReferenceTarget? Target) : IndexValue
{
    /// <summary>The logical reference, for <c>:identifier</c>.</summary>
    public Identifier? Identifier { get; init; }

    /// <summary>The display, for <c>:text</c>.</summary>
    public string? Display { get; init; }

    public override string? SortKey => Target?.Url;
}
