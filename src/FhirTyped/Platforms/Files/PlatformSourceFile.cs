using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>A platform file that was read with its statement, wherever their texts lie.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Source">What it says; null where nothing can be made of it.</param>
internal sealed record PlatformSourceFile(string Path, PlatformSource? Source)
{
    /// <summary>The platform's id, also where the file cannot be read.</summary>
    public string Id => Source?.File.Id ?? PlatformFileReader.IdOf(Path);

    /// <summary>The file and its statement.</summary>
    public IEnumerable<string> Paths => Source?.File.Statement is { } statement ? [Path, StatementPath(Path, statement)] : [Path];

    /// <summary>Reads a file and the statement that it names.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="readStatement">Gives the text of a statement by its path, or what is wrong with it.</param>
    /// <param name="issues">Receives what is wrong.</param>
    public static PlatformSourceFile Read(string path, string text, Func<string, PlatformText> readStatement, List<PlatformIssue> issues)
    {
        if (PlatformFileReader.Read(path, text, issues) is not { } file)
        {
            return new(path, null);
        }

        CapabilityStatementFacts? facts = null;
        if (file.Statement is { } statement)
        {
            var statementPath = StatementPath(path, statement);
            var read = readStatement(statementPath);
            if (read.Text is { } json)
            {
                facts = CapabilityStatementReader.Read(statementPath, json, issues);
            }
            else
            {
                issues.Add(new(PlatformIssueIds.InvalidStatement, $"The CapabilityStatement '{statement}' {read.Problem}.", path, file.StatementPosition));
            }
        }

        return new(path, new(file, facts));
    }

    private static string StatementPath(string path, string statement) => path[..(path.LastIndexOfAny(['/', '\\']) + 1)] + statement;
}
