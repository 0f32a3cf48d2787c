extern alias Analyzers;

using System.Collections.Immutable;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>Runs every analyzer of FhirTyped on a small source.</summary>
internal static class AnalyzerRun
{
    /// <summary>What every source of a test begins with.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme;
        using FhirTyped;
        using FhirTyped.R4;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    // What the libraries' own signatures name.
    private static readonly IReadOnlyList<MetadataReference> Extensions =
    [
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder).Assembly.Location),
    ];

    /// <summary>Every analyzer that ships.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(Analyzers::FhirTyped.Analyzers.SearchAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// Checks that the marked diagnostics of one method's body are reported, and no others. The method has the platforms
    /// <c>mercy</c>, <c>clinic</c> and <c>ward</c> (Mercy's), <c>epic</c>, <c>oracle</c> and <c>usCore</c>, the clients of
    /// several <c>hospital</c> (Epic, Oracle Health) and <c>member</c> (Mercy, Epic), and the unknown values <c>id</c>, <c>flag</c> and <c>day</c>.
    /// </summary>
    public static Task<IReadOnlyList<Diagnostic>> VerifyBodyAsync(string body, params (string Id, ReportDiagnostic Severity)[] configuration) =>
        VerifyAsync(InMethod(body), configuration);

    /// <summary>Checks that the marked diagnostics are reported, and no others.</summary>
    public static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string source, params (string Id, ReportDiagnostic Severity)[] configuration) =>
        VerifyAsync(source, new AnalyzerSetup { EditorConfig = "[*.cs]\n" + EditorConfig.Of(configuration) });

    /// <summary>Checks that the marked diagnostics are reported in a project of its own kind, and no others.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> VerifyAsync(string source, AnalyzerSetup setup)
    {
        var marked = MarkedSource.Parse(Usings + source);
        AssertCompiles(Compile(marked.Text, setup));
        return Verify(marked, await DiagnosticsOfAsync(marked.Text, setup));
    }

    /// <summary>Checks that the marked diagnostics are reported in a file beside the sources, and no others.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> VerifyFileAsync(string path, string text, params (string Id, ReportDiagnostic Severity)[] configuration)
    {
        // No section of an .editorconfig applies to such a file for the compiler: a .globalconfig does.
        var setup = new AnalyzerSetup { GlobalConfig = EditorConfig.Of(configuration) };
        var marked = MarkedSource.Parse(text);
        var options = new AnalyzerOptions([new InMemoryText(path, marked.Text)]);
        var found = await Compile(Usings, setup).WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.All(found, diagnostic => Assert.Equal(path, diagnostic.Location.GetLineSpan().Path));
        return Verify(marked, found);
    }

    private static IReadOnlyList<Diagnostic> Verify(MarkedSource marked, IReadOnlyList<Diagnostic> found)
    {
        var actual = found.Select(static diagnostic => new Finding(diagnostic.Id, diagnostic.Location.SourceSpan)).ToList();

        var missing = marked.Expected.Except(actual).Select(finding => "missing: " + Show(finding, marked.Text));
        var surplus = found.Where(diagnostic => !marked.Expected.Contains(new(diagnostic.Id, diagnostic.Location.SourceSpan)))
            .Select(diagnostic => "surplus: " + Show(new(diagnostic.Id, diagnostic.Location.SourceSpan), marked.Text) + ": " + diagnostic.GetMessage());
        var twice = actual.GroupBy(static finding => finding).Where(static group => group.Count() > 1).Select(group => "twice: " + Show(group.Key, marked.Text));
        Assert.Equal("", string.Join('\n', missing.Concat(surplus).Concat(twice)));
        return found;
    }

    // A case that the compiler does not understand would be silent for that reason alone. What a platform lacks is a member that
    // does not exist, an include that its constraint refuses, or a text where the query's own string is wanted: those are what some
    // rules are about.
    private static void AssertCompiles(CSharpCompilation compilation) => Assert.Equal("", string.Join('\n', compilation.GetDiagnostics()
        .Where(static problem => problem.Severity == DiagnosticSeverity.Error && problem.Id is not ("CS0315" or "CS1061" or "CS1503" or "CS1929"))
        .Select(static problem => problem.ToString())));

    /// <summary>The diagnostics of FhirTyped in a source, in the order of their places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsOfAsync(string source, AnalyzerSetup? setup = null)
    {
        var options = new AnalyzerOptions([], EditorConfig.Of(setup).Options);
        var diagnostics = await Compile(source, setup).WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>The compilation of a source against the real libraries and the platforms of the tests.</summary>
    public static CSharpCompilation Compile(string source, AnalyzerSetup? setup = null) => CSharpCompilation.Create(
        "Acme.Clinic",
        [CSharpSyntaxTree.ParseText(source, ParseOptions, EditorConfig.SourcePath)],
        [.. TestReferences.Framework, .. TestReferences.Libraries, .. Extensions, TestPlatforms.Reference, .. setup?.References ?? []],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSyntaxTreeOptionsProvider(EditorConfig.Of(setup).Severities));

    /// <summary>A body in a class with the platforms.</summary>
    public static string InMethod(string body) => $$"""
        public sealed class Clinic(Mercy mercy, MercyClinic clinic, MercyWard ward, Epic epic, OracleHealth oracle, UsCore usCore, Hospitals hospital, Network member)
        {
            public async Task Run(string id, bool flag, DateOnly day, Patient patient)
            {
                {{body}}
                await Task.CompletedTask;
            }
        }
        """;

    private static string Show(Finding finding, string source) => finding.Id + " at \"" + source.Substring(finding.Span.Start, finding.Span.Length) + "\"";
}
