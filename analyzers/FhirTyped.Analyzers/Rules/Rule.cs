using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>Makes a rule of one line. Its message comes from whoever judged, so the format is only that.</summary>
internal static class Rule
{
    private const string Pages = "https://github.com/fhirtyped/fhirtyped/blob/main/docs/rules/";

    /// <summary>What cannot work.</summary>
    public static DiagnosticDescriptor Error(string id, string category, string title, string message = "{0}") =>
        Create(id, category, title, message, DiagnosticSeverity.Error);

    /// <summary>What may not work.</summary>
    public static DiagnosticDescriptor Warning(string id, string category, string title, string message = "{0}") =>
        Create(id, category, title, message, DiagnosticSeverity.Warning);

    /// <summary>What is good to know.</summary>
    public static DiagnosticDescriptor Info(string id, string category, string title, string message = "{0}") =>
        Create(id, category, title, message, DiagnosticSeverity.Info);

    /// <summary>What is good to know, and only known after the whole program was looked at.</summary>
    public static DiagnosticDescriptor InfoAtTheEnd(string id, string category, string title, string message) =>
        Create(id, category, title, message, DiagnosticSeverity.Info, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md", customTags: tags);
}
