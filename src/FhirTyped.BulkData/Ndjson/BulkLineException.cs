namespace FhirTyped.BulkData;

/// <summary>A line of an exported file cannot be read. The message names the file and the line, and nothing of what stands there.</summary>
public sealed class BulkLineException : FhirException
{
    internal BulkLineException(string file, long line, string problem, Exception? innerException)
        : base($"{file}({line}): {problem}.", innerException)
    {
        File = file;
        Line = line;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The line, from 1 on.</summary>
    public long Line { get; }

    /// <summary>What is wrong with it, where it is FHIR that cannot be read; else null.</summary>
    public FhirFormatIssue? Issue => (InnerException as FhirFormatException)?.Issue;
}
