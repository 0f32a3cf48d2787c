namespace FhirTyped.Docs.Tests;

/// <summary>A C# block of a Markdown file.</summary>
/// <param name="File">The file, relative to the repository.</param>
/// <param name="Line">The line where the block begins, from 1.</param>
/// <param name="Code">The code.</param>
public sealed record CodeBlock(string File, int Line, string Code)
{
    /// <summary>The blocks of a file that are marked <c>csharp</c>; <c>csharp no-compile</c> is left out.</summary>
    public static IEnumerable<CodeBlock> Read(string root, string path)
    {
        var lines = System.IO.File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() != "```csharp")
            {
                continue;
            }

            var start = i + 1;
            while (lines[++i].Trim() != "```")
            {
            }

            yield return new(Path.GetRelativePath(root, path), start + 1, string.Join('\n', lines[start..i]));
        }
    }
}
