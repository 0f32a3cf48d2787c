extern alias Generator;

using System.Text.RegularExpressions;
using FhirTyped.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.Docs.Tests;

public sealed partial class DocumentationTests
{
    // What the guides' fragments take for granted.
    private const string Usings = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net; using System.Net.Http; using System.Threading.Tasks;
        using FhirTyped; using FhirTyped.Auth; using FhirTyped.BulkData; using FhirTyped.Platforms; using FhirTyped.R4; using FhirTyped.Sandbox; using FhirTyped.ServerBenchmark; using FhirTyped.TestData; using FhirTyped.Transfer; using Microsoft.Extensions.DependencyInjection;
        """;

    // And what those about Refit do: its interfaces stand in an assembly of the tests.
    private const string RefitUsings = "using Laboratory; using NSubstitute; using Refit; using System.Threading;\n";

    private const string GatewayUsings = "using FhirTyped.Gateway; using Microsoft.AspNetCore.Builder;\n";

    // What a new project has by itself.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;\n";

    private const string Fragment = """
        internal static class Fragment
        {
            static Epic epic = null!;
            static Hapi hapi = null!;
            static OracleHealth oracle = null!;
            static Patient patient = null!;
            static IServiceCollection services = null!;
            static Observation observation = null!;
            static FhirSearch<Observation> search = null!;
            static FhirSandbox sandbox = null!;
            static byte[] json = null!;
            static Uri address = null!;
            static string id = null!;
            static Microsoft.AspNetCore.Builder.WebApplication app = null!;

            static async Task Run()
            {
                await Task.Yield();
        #line 1
        $code$
            }
        }
        """;

    private static readonly string Root = TestFiles.RepositoryRoot;

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var block in AllBlocks())
            {
                data.Add(block.File, block.Line);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CodeBlock_Compiles(string file, int line)
    {
        var block = AllBlocks().Single(candidate => candidate.File == file && candidate.Line == line);
        Assert.Empty(Compilation(block).GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error).Select(static error => error.ToString()));
    }

    /// <summary>The library of a block that is a program.</summary>
    internal static MemoryStream Compile(CodeBlock block)
    {
        var library = new MemoryStream();
        var result = Compilation(block).Emit(library);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        library.Position = 0;
        return library;
    }

    private static Compilation Compilation(CodeBlock block)
    {
        var isProgram = block.Code.StartsWith("using ", StringComparison.Ordinal);
        var code = isProgram
            ? ImplicitUsings + block.Code
            : Usings + (block.Code.Contains("IEpic") || block.Code.Contains("AddRefit") ? RefitUsings : "") + (block.Code.Contains("MapFhir") ? GatewayUsings : "") + Fragment.Replace("$code$", block.Code);
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Docs",
            [CSharpSyntaxTree.ParseText(code)],
            trusted.Where(static path => !path.EndsWith("FhirTyped.PlatformGenerator.dll", StringComparison.Ordinal)).Select(static path => MetadataReference.CreateFromFile(path)),
            new(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new Generator::FhirTyped.PlatformGenerator.PlatformGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return generated;
    }

    [Fact]
    public void Links_InsideTheRepository_LeadSomewhere()
    {
        var broken =
            from path in MarkdownFiles()
            from Match link in LinkPattern().Matches(File.ReadAllText(path))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://")
            let full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target))
            where !File.Exists(full) && !Directory.Exists(full)
            select Path.GetRelativePath(Root, path) + " -> " + target;
        Assert.Empty(broken);
    }

    [Fact]
    public void Readme_NamesTheTwoCommands_AndIsShort()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Assert.Contains("dotnet run --project src/FhirTyped.Gateway.Host\n", readme);
        Assert.Contains("dotnet run --project samples/Quickstart\n", readme);
        Assert.Contains("dotnet test FhirTyped.sln\n", readme);
        Assert.True(readme.Split('\n').Length < 100);
        Assert.True(Directory.Exists(Path.Combine(Root, "samples", "Quickstart")));
    }

    [Fact]
    public void InstallLines_NameOurPackages()
    {
        var packages = Directory.GetDirectories(Path.Combine(Root, "src")).Where(IsPackage).Select(static folder => Path.GetFileName(folder)).ToHashSet();
        var lines = (
            from path in MarkdownFiles()
            from Match line in InstallPattern().Matches(File.ReadAllText(path))
            select (File: Path.GetRelativePath(Root, path), IsTool: line.Groups[1].Value.StartsWith("tool", StringComparison.Ordinal), Package: line.Groups[2].Value)).ToList();

        Assert.All(lines, line => Assert.True(packages.Contains(line.Package) && line.IsTool == (line.Package is "FhirTyped.Cli" or "FhirTyped.Tables.Cli"), line.ToString()));
        Assert.Equal(packages.Where(static name => name != "FhirTyped").Order(StringComparer.Ordinal), lines.Select(static line => line.Package).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(("README.md", false, "FhirTyped.Platforms"), lines);
        Assert.Contains(("README.md", true, "FhirTyped.Cli"), lines);
    }

    [Fact]
    public void EveryGuide_IsInTheIndex() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Root, "docs", "guides"), "*.md").Select(static path => "guides/" + Path.GetFileName(path)).Order(StringComparer.Ordinal),
        LinkPattern().Matches(File.ReadAllText(Path.Combine(Root, "docs", "README.md"))).Select(static link => link.Groups[1].Value)
            .Where(static target => target.StartsWith("guides/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    // A program that is run from its folder is none.
    private static bool IsPackage(string folder) => !File.ReadAllText(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")).Contains("<IsPackable>false</IsPackable>", StringComparison.Ordinal);

    private static IEnumerable<CodeBlock> AllBlocks() =>
        MarkdownFiles().Where(static path => !path.Contains("notes") && !path.Contains("rules")).SelectMany(static path => CodeBlock.Read(Root, path));

    private static IEnumerable<string> MarkdownFiles() =>
        Directory.GetFiles(Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    [GeneratedRegex("dotnet (add package|tool install --global|tool install) ([\\w.]+)")]
    private static partial Regex InstallPattern();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();
}
