extern alias Generator;

using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>Runs the analyzers on code that uses Refit interfaces, which the generator emits into an assembly of their own.</summary>
internal static class RefitRun
{
    private const string Clients = """
        using FhirTyped;
        [assembly: FhirRefitClients<Acme.Epic>]
        [assembly: FhirRefitClients<Acme.Mercy>]
        [assembly: FhirRefitClients<Acme.Writer>]
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    private static readonly Lazy<AnalyzerSetup> Emitted = new(static () => new()
    {
        References = [MetadataReference.CreateFromImage(LiveCompilation.Emit(Emit(Clients)))],
    });

    /// <summary>Checks that the marked diagnostics of one method's body are reported, and no others.</summary>
    public static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string body) => AnalyzerRun.VerifyAsync(Source(body), Emitted.Value);

    /// <summary>Checks that a fix in one method's body gives another body.</summary>
    public static Task VerifyFixAsync(string id, string before, string after, string title) => FixRun.VerifyAsync(id, Source(before), Source(after), title, Emitted.Value);

    /// <summary>The diagnostics of FhirTyped in a project that emits the clients itself.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsOfEmittingAsync(string source) =>
        await Emit(Clients + "\n" + source).WithAnalyzers(AnalyzerRun.Analyzers, new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync();

    private static CSharpCompilation Emit(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Acme.RefitClients", [CSharpSyntaxTree.ParseText(source, ParseOptions, "Clients.cs")],
            [.. TestReferences.Framework, .. TestReferences.Libraries, TestPlatforms.Reference],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(
            [new Generator::FhirTyped.PlatformGenerator.PlatformGenerator().AsSourceGenerator()],
            [], ParseOptions, new InMemoryOptions(new Dictionary<string, string> { ["RootNamespace"] = "Acme.Refits" }))
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return (CSharpCompilation)output;
    }

    private static string Source(string body) => $$"""
        namespace Ward
        {
            using Acme.Refits;

            public sealed class Clinic(IEpicPatientApi patients, IEpicObservationApi observations, IMercyPatientApi mercy, IWriterEncounterApi encounters, IWriterPatientApi writers)
            {
                public async Task Run(string id, bool flag, string[] ids, CancellationToken token)
                {
                    {{body}}
                    await Task.CompletedTask;
                }
            }
        }
        """;
}
