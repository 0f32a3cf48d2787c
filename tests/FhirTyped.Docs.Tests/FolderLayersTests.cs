using FhirTyped.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.Docs.Tests;

/// <summary>
/// The folders of FhirTyped form layers: each uses only what docs/architecture.md lets it use, and the table there only names what stands above. Read
/// from the sources by the compiler, so that a name in a comment is no use.
/// </summary>
public sealed class FolderLayersTests
{
    private static readonly string Source = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped");
    private static readonly IReadOnlyDictionary<string, string[]> Table = ReadTable();

    [Fact]
    public void EveryFolder_StandsInTheTable() => Assert.Equal(
        Directory.GetDirectories(Source).Select(static path => Path.GetFileName(path)!).Where(HoldsSource).Order(StringComparer.Ordinal),
        Table.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void EveryRow_NamesOnlyRowsAboveIt()
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, uses) in Table)
        {
            // "All above" is written as the last words of the table's order.
            Assert.Subset(above, uses.ToHashSet(StringComparer.Ordinal));
            above.Add(folder);
        }
    }

    [Fact]
    public void EveryUse_OfAnotherFolder_StandsInTheTable()
    {
        var files = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories).Where(static path => FolderOf(path) is { } folder && Table.ContainsKey(folder)).ToArray();
        var parse = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = files.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), parse, path)).ToArray();
        var usings = CSharpSyntaxTree.ParseText(
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;", parse);
        var compilation = CSharpCompilation.Create("Folders", [.. trees, usings], References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        var uses = 0;
        foreach (var tree in trees)
        {
            var from = FolderOf(tree.FilePath)!;
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                foreach (var to in FoldersOf(model.GetSymbolInfo(name).Symbol))
                {
                    uses++;
                    if (to != from && !Table[from].Contains(to))
                    {
                        wrong.Add($"{from} uses {to}: {Path.GetFileName(tree.FilePath)} names {name.Identifier.Text}");
                    }
                }
            }
        }

        Assert.True(uses > 3000, $"Only {uses} uses were resolved: the sources do not compile here.");
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> FoldersOf(ISymbol? symbol)
    {
        // What a partial class has in another folder counts as where the member stands.
        var declared = symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol ? symbol.OriginalDefinition.DeclaringSyntaxReferences : [];
        return declared.Select(static reference => FolderOf(reference.SyntaxTree.FilePath)).OfType<string>().Distinct();
    }

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => Path.GetFileName(path) is not "FhirTyped.Platforms.dll")
        .Select(static path => MetadataReference.CreateFromFile(path));

    private static string? FolderOf(string path)
    {
        var parts = Path.GetRelativePath(Source, path).Split(Path.DirectorySeparatorChar);
        return parts.Length < 2 || parts[0] is ".." or "obj" or "bin" ? null : parts[0];
    }

    private static bool HoldsSource(string folder) => folder is not ("bin" or "obj") && Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories).Any();

    private static Dictionary<string, string[]> ReadTable()
    {
        var table = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(TestFiles.RepositoryRoot, "docs", "architecture.md"));
        foreach (var line in lines.SkipWhile(static line => line != "| folder | holds | may use |").Skip(2).TakeWhile(static line => line.StartsWith('|')))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            table.Add(cells[1], cells[3] == "all above" ? [.. table.Keys] : cells[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return table;
    }
}
