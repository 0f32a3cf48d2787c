namespace FhirTyped.Capabilities;

/// <summary>A place in a text file. Line and column count from 0; the offset counts UTF-16 code units from the start.</summary>
internal readonly record struct TextPosition(int Line, int Column, int Offset)
{
    /// <summary>How many characters on that line are meant, where that is known; 0 where it is only a point.</summary>
    public int Length { get; init; }

    /// <summary>The place as people count: line and column from 1.</summary>
    public override string ToString() => $"line {Line + 1}, column {Column + 1}";
}
