using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Finds private keys in the source (FHT1306) and servers that are asked without encryption (FHT1307).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => SafetyRules.OfConfiguration;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (FhirSymbols.TryCreate(start.Compilation) is not null)
            {
                start.RegisterOperationAction(AnalyzeLiteral, OperationKind.Literal);
                start.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment);
            }
        });
    }

    private static void AnalyzeLiteral(OperationAnalysisContext context)
    {
        if (context.Operation.ConstantValue is { HasValue: true, Value: string { Length: > 20 } text } && IsPrivateKey(text))
        {
            context.ReportDiagnostic(Diagnostic.Create(SafetyRules.SecretInSource, context.Operation.Syntax.GetLocation()));
        }
    }

    // PEM with a body, or a JSON Web Key with its private part.
    private static bool IsPrivateKey(string text) =>
        (text.IndexOf("PRIVATE KEY-----", StringComparison.Ordinal) is > 0 and var end && text.IndexOf("-----BEGIN ", StringComparison.Ordinal) is >= 0 and var begin
            && begin < end && text.Length > end + 40)
        || (text.IndexOf("\"kty\"", StringComparison.Ordinal) >= 0 && text.IndexOf("\"d\"", StringComparison.Ordinal) >= 0);

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "BaseUrl", ContainingType: { Name: "FhirPlatformOptions", ContainingNamespace.Name: "FhirTyped" } } }
            && ValueReader.Unwrap(assignment.Value) is IObjectCreationOperation { Type.Name: "Uri", Arguments: { Length: > 0 } arguments }
            && ValueReader.Text(arguments[0].Value) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme == "http" && !address.IsLoopback)
        {
            context.ReportDiagnostic(Diagnostic.Create(SafetyRules.InsecureAddress, arguments[0].Value.Syntax.GetLocation()));
        }
    }
}
