namespace FhirTyped.R4;

/// <summary>Gathers issues while reading.</summary>
internal sealed class IssueCollector(FhirJsonOptions options, CancellationToken cancellationToken)
{
    private List<PendingIssue>? _issues;

    /// <summary>Notes an issue; in strict reading an error ends the reading.</summary>
    /// <exception cref="FhirFormatException">Reading is strict and the issue an error.</exception>
    public void Add(ReadOnlySpan<byte> payload, PendingIssue issue)
    {
        if (options.IsStrict && issue.Severity == FhirFormatSeverity.Error)
        {
            throw new FhirFormatException(IssueLocator.Locate(payload, [issue], options.MaxDepth, cancellationToken)[0]);
        }

        _issues ??= [];
        if (_issues.Count < options.MaxIssues)
        {
            _issues.Add(issue);
        }
    }

    /// <summary>The issues with their places, in the order of the payload.</summary>
    public IReadOnlyList<FhirFormatIssue> Locate(ReadOnlySpan<byte> payload) =>
        _issues is null ? [] : IssueLocator.Locate(payload, _issues, options.MaxDepth, cancellationToken);

    /// <summary>The exception of what ends every way of reading.</summary>
    public FhirFormatException Fatal(ReadOnlySpan<byte> payload, FhirFormatCode code, int position) =>
        new(IssueLocator.Locate(payload, [new PendingIssue(code, FhirFormatSeverity.Fatal, position, null)], options.MaxDepth, cancellationToken)[0]);
}
