extern alias Generator;

using FhirTyped.TestKit;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>
/// The platforms of the tests, compiled once by the platform generator into an assembly of their own: the built-in Epic and
/// Oracle Health, and Mercy, a platform that has a rule of each kind, with one of its clinics and one of its wards; and two clients
/// of several of them.
/// </summary>
internal static class TestPlatforms
{
    // A client of Epic or Oracle Health, and one of Mercy or Epic.
    private const string Several = """
        #pragma warning disable CS1591
        using FhirTyped;
        namespace Acme;
        [FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))] public partial class Hospitals;
        [FhirPlatformGroup(typeof(Mercy), typeof(Epic))] public partial class Network;
        """;

    private static readonly string[] BuiltIn = ["epic", "oracle-health", "us-core"];

    private static readonly Lazy<(IReadOnlyList<SyntaxTree> Sources, MetadataReference Reference)> Compiled = new(Compile);

    /// <summary>The assembly of the platforms.</summary>
    public static MetadataReference Reference => Compiled.Value.Reference;

    /// <summary>The emitted sources, for a project that compiles the platforms itself.</summary>
    public static IReadOnlyList<SyntaxTree> Sources => Compiled.Value.Sources;

    private static (IReadOnlyList<SyntaxTree>, MetadataReference) Compile()
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp13);
        var compilation = CSharpCompilation.Create(
            "Acme.Platforms", [CSharpSyntaxTree.ParseText(Several, parse)], [.. TestReferences.Framework, .. TestReferences.Libraries],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(
            [new Generator::FhirTyped.PlatformGenerator.PlatformGenerator().AsSourceGenerator()],
            [.. Files()], parse, new InMemoryOptions(new Dictionary<string, string> { ["RootNamespace"] = "Acme" }))
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        if (diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        var image = LiveCompilation.Emit((CSharpCompilation)output);
        return ([.. output.SyntaxTrees], MetadataReference.CreateFromImage(image));
    }

    private static IEnumerable<InMemoryText> Files()
    {
        foreach (var id in BuiltIn)
        {
            var folder = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", id);
            foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
            {
                yield return new(file, File.ReadAllText(file));
            }
        }

        yield return new("/acme/mercy/platform.json", MercyPlatform.File);
        yield return new("/acme/mercy/capabilities.json", MercyPlatform.Statement);
        yield return new("/acme/mercy-clinic.platform.json", MercyPlatform.Clinic);
        yield return new("/acme/mercy-ward.platform.json", MercyPlatform.Ward);
        yield return new("/acme/writer/platform.json", WriterPlatform.File);
        yield return new("/acme/writer/capabilities.json", WriterPlatform.Statement);
    }
}
