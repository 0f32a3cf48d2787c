using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>An <c>.editorconfig</c> as the compiler reads it.</summary>
internal sealed class EditorConfig
{
    /// <summary>Where the source of a test stands, below the file.</summary>
    public const string SourcePath = "/acme/Clinic.cs";

    private EditorConfig(AnalyzerConfigSet set)
    {
        var result = set.GetOptionsForSourcePath(SourcePath);
        Severities = new SeverityProvider(result.TreeOptions, set.GlobalConfigOptions.TreeOptions);
        Options = new OptionsProvider(result.AnalyzerOptions);
    }

    /// <summary>The severities that it sets.</summary>
    public SyntaxTreeOptionsProvider Severities { get; }

    /// <summary>All its other keys.</summary>
    public AnalyzerConfigOptionsProvider Options { get; }

    /// <summary>Reads the files of a project.</summary>
    public static EditorConfig Of(AnalyzerSetup? setup) => new(AnalyzerConfigSet.Create(new[]
    {
        AnalyzerConfig.Parse(SourceText.From(setup?.EditorConfig ?? ""), "/acme/.editorconfig"),
        AnalyzerConfig.Parse(SourceText.From("is_global = true\n" + setup?.GlobalConfig), "/acme/.globalconfig"),
    }));

    /// <summary>The lines that set severities.</summary>
    public static string Of(IEnumerable<(string Id, ReportDiagnostic Severity)> severities) =>
        string.Concat(severities.Select(static entry => "dotnet_diagnostic." + entry.Id + ".severity = " + Word(entry.Severity) + "\n"));

    private static string Word(ReportDiagnostic severity) => severity switch
    {
        ReportDiagnostic.Error => "error",
        ReportDiagnostic.Warn => "warning",
        ReportDiagnostic.Info => "suggestion",
        ReportDiagnostic.Hidden => "silent",
        ReportDiagnostic.Suppress => "none",
        _ => "default",
    };

    private sealed class SeverityProvider(IReadOnlyDictionary<string, ReportDiagnostic> severities, IReadOnlyDictionary<string, ReportDiagnostic> global)
        : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            global.TryGetValue(diagnosticId, out severity);
    }

    private sealed class OptionsProvider(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new Dictionary<string, string>());

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(values);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
