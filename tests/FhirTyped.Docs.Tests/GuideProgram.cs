using System.Runtime.Loader;

namespace FhirTyped.Docs.Tests;

/// <summary>A program of a guide, compiled as it stands there.</summary>
internal static class GuideProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="block">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Gives a line where it reads one, of what it has written so far; null for empty ones.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(CodeBlock block, string[] arguments, Func<string, string>? input = null)
    {
        using var library = DocumentationTests.Compile(block);
        var context = new AssemblyLoadContext(block.File, isCollectible: true);
        var output = new StringWriter { NewLine = "\n" };
        using (GuideConsole.Use(output, () => input?.Invoke(output.ToString()) ?? ""))
        {
            if (context.LoadFromStream(library).EntryPoint!.Invoke(null, [arguments]) is Task task)
            {
                await task;
            }
        }

        return output.ToString();
    }
}
