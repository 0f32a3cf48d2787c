namespace FhirTyped.Transfer;

/// <summary>A node that is drawn.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Label">A second line, or null.</param>
/// <param name="Kind">What it stands for.</param>
internal sealed record DrawnNode(string Text, string? Label, FhirGraphNodeKind Kind);
