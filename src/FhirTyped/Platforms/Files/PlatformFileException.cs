namespace FhirTyped;

/// <summary>Platform files are wrong. The message names each error with its file and line.</summary>
public sealed class PlatformFileException : FhirException
{
    /// <summary>Makes the exception of what is wrong.</summary>
    /// <param name="issues">The issues; at least one.</param>
    public PlatformFileException(IReadOnlyList<PlatformFileIssue> issues)
        : base(Describe(issues)) => Issues = issues;

    /// <summary>What is wrong, in the order in which it was found; also what is no error.</summary>
    public IReadOnlyList<PlatformFileIssue> Issues { get; }

    private static string Describe(IReadOnlyList<PlatformFileIssue> issues)
    {
        ArgumentNullException.ThrowIfNull(issues);
        return string.Join(Environment.NewLine, issues.Where(static issue => issue.IsError).DefaultIfEmpty(issues[0]));
    }
}
