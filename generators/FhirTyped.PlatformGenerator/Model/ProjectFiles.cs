using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>
/// All platform files and statements of the project, for the one step that looks up what a platform needs of the others.
/// Cached by the driver: plain data only.
/// </summary>
/// <param name="Platforms">The readable platform files, in ordinal order of their paths.</param>
/// <param name="Statements">The statements that they name.</param>
internal sealed record ProjectFiles(EquatableArray<PlatformFile> Platforms, EquatableArray<ParsedStatement> Statements)
{
    /// <summary>The statement of a path, or null.</summary>
    public ParsedStatement? FindStatement(string path)
    {
        foreach (var statement in Statements)
        {
            if (statement.Path == path)
            {
                return statement;
            }
        }

        return null;
    }
}
