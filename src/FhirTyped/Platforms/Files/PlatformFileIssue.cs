using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What is wrong in a platform file or in its CapabilityStatement, or was left out of the statement, and where.</summary>
public sealed class PlatformFileIssue
{
    internal PlatformFileIssue(PlatformIssue issue)
    {
        Id = issue.Id;
        Message = issue.Message;
        File = issue.File;
        Line = issue.Position.Line + 1;
        Column = issue.Position.Column + 1;
        IsError = PlatformIssueIds.IsError(issue.Id);
    }

    /// <summary>The diagnostic's id, for example <c>FHT0004</c>; docs/rules has a page for each.</summary>
    public string Id { get; }

    /// <summary>What is wrong, and what to do.</summary>
    public string Message { get; }

    /// <summary>The path of the file.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1.</summary>
    public int Column { get; }

    /// <summary>Whether it is an error, as it is for the compiler; if not, something was left out, or is only assumed.</summary>
    public bool IsError { get; }

    /// <summary>All of it, in the form that compilers use: <c>mercy.platform.json(3,14): FHT0004: …</c></summary>
    public override string ToString() => $"{File}({Line},{Column}): {Id}: {Message}";
}
