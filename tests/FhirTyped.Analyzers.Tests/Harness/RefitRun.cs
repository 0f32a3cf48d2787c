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
        [assembly: FhirRefitClients<Acme.MercyClinic>]
        [assembly: FhirRefitClients<Acme.Writer>]
        """;

    private static readonly Lazy<AnalyzerSetup> Emitted = new(static () => new()
    {
        References = [MetadataReference.CreateFromImage(LiveCompilation.Emit(Emit(Clients)))],
    });

    /// <summary>Checks that the marked diagnostics of one method's body are reported, and no others.</summary>
    public static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string body) => AnalyzerRun.VerifyAsync(Source(body), Emitted.Value);

    /// <summary>Checks that a fix in one method's body gives another body.</summary>
    public static Task VerifyFixAsync(string id, string before, string after, string title) => FixRun.VerifyAsync(id, Source(before), Source(after), title, Emitted.Value);

    /// <summary>The diagnostics of FhirTyped in a project that emits the clients itself; its source may mark those that are expected.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> VerifyEmittingAsync(string source, params (string Id, ReportDiagnostic Severity)[] configuration)
    {
        var marked = MarkedSource.Parse(Clients + "\n" + source);
        var setup = new AnalyzerSetup { EditorConfig = "[*.cs]\n" + EditorConfig.Of(configuration) };
        var found = await Emit(marked.Text, setup).WithAnalyzers(AnalyzerRun.Analyzers, new AnalyzerOptions([], EditorConfig.Of(setup).Options)).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(marked.Expected.Order(Comparer<Finding>.Create(Compare)), found.Select(static one => new Finding(one.Id, one.Location.SourceSpan)).Order(Comparer<Finding>.Create(Compare)));
        return found;

        static int Compare(Finding one, Finding other) => one.Span.CompareTo(other.Span);
    }

    private static CSharpCompilation Emit(string source, AnalyzerSetup? setup = null)
    {
        var compilation = AnalyzerRun.Compile(source, setup).WithAssemblyName("Acme.RefitClients");
        CSharpGeneratorDriver.Create(
            [new Generator::FhirTyped.PlatformGenerator.PlatformGenerator().AsSourceGenerator()],
            [], (CSharpParseOptions)compilation.SyntaxTrees[0].Options, new InMemoryOptions(new Dictionary<string, string> { ["RootNamespace"] = "Acme.Refits" }))
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
