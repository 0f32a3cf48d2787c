namespace FhirTyped.BulkData.DuckDb;

/// <summary>A line that gave no rows.</summary>
/// <param name="File">The file, or the name given to the stream.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">What is wrong with it, without anything of its content.</param>
public sealed record BadLine(string File, long Line, string Reason)
{
    /// <summary>File, line and reason.</summary>
    public override string ToString() => $"{File}({Line}): {Reason}";
}
