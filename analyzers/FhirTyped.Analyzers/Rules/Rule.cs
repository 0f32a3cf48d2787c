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

    private static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
