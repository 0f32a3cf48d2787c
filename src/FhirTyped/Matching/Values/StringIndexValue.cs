namespace FhirTyped.Matching;

/// <summary>A text, or one part of a name or address.</summary>
internal sealed record StringIndexValue(string Text) : IndexValue
{
    /// <summary>The text without case, accents and needless white space.</summary>
    public string Folded { get; } = TextFolding.Fold(Text);

    public override string SortKey => Folded;
}
