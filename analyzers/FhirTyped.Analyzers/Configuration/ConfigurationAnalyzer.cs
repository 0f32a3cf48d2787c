using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Finds sandboxes that are asked outside development (FHT1305), secrets in the source (FHT1306) and servers that are asked without
/// encryption (FHT1307).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => SafetyRules.OfConfiguration;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        var addresses = new Lazy<PlatformAddresses>(() => new(start.Compilation, symbols.Platforms));
        start.RegisterOperationAction(AnalyzeLiteral, OperationKind.Literal);
        start.RegisterOperationAction(operation => AnalyzeAssignment(operation, symbols, addresses), OperationKind.SimpleAssignment);
        start.RegisterOperationAction(AnalyzeInitializer, OperationKind.FieldInitializer, OperationKind.PropertyInitializer, OperationKind.VariableDeclarator);
        start.RegisterOperationAction(AnalyzeArguments, OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void AnalyzeLiteral(OperationAnalysisContext context)
    {
        if (context.Operation.ConstantValue is { HasValue: true, Value: string { Length: > 20 } text } && SecretText.IsPrivateKey(text))
        {
            ReportSecret(context, context.Operation, "A private key");
        }
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context, FhirSymbols symbols, Lazy<PlatformAddresses> addresses)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (UnencryptedAddress.IsOption(assignment, "BaseUrl"))
        {
            AnalyzeAddress(context, assignment, symbols, addresses);
            return;
        }

        var name = assignment.Target switch
        {
            IPropertyReferenceOperation { Arguments: { Length: 1 } key } => ValueReader.Text(key[0].Value),
            IMemberReferenceOperation member => member.Member.Name,
            _ => null,
        };
        AnalyzeNamed(context, name, assignment.Value);
    }

    private static void AnalyzeInitializer(OperationAnalysisContext context)
    {
        switch (context.Operation)
        {
            case IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields } field:
                AnalyzeNamed(context, fields[0].Name, field.Value);
                break;
            case IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties } property:
                AnalyzeNamed(context, properties[0].Name, property.Value);
                break;
            case IVariableDeclaratorOperation { Initializer.Value: { } value } local:
                AnalyzeNamed(context, local.Symbol.Name, value);
                break;
        }
    }

    /// <summary>A key and its value side by side, or an argument whose parameter has the name.</summary>
    private static void AnalyzeArguments(OperationAnalysisContext context)
    {
        var arguments = context.Operation is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)context.Operation).Arguments;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Parameter is { Type.SpecialType: SpecialType.System_String } parameter)
            {
                AnalyzeNamed(context, i > 0 && ValueReader.Text(arguments[i - 1].Value) is "client_secret" ? "client_secret" : parameter.Name, arguments[i].Value);
            }
        }
    }

    private static void AnalyzeNamed(OperationAnalysisContext context, string? name, IOperation value)
    {
        // A private key is found as a literal already.
        if (name is { Length: > 0 } && ValueReader.Text(value) is { Length: > 0 } text && !SecretText.IsPrivateKey(text) && SecretText.Describe(name, text) is { } secret)
        {
            ReportSecret(context, value, secret);
        }
    }

    private static void ReportSecret(OperationAnalysisContext context, IOperation operation, string secret) =>
        context.ReportDiagnostic(Diagnostic.Create(SafetyRules.SecretInSource, operation.Syntax.GetLocation(), secret));

    private static void AnalyzeAddress(OperationAnalysisContext context, ISimpleAssignmentOperation assignment, FhirSymbols symbols, Lazy<PlatformAddresses> addresses)
    {
        foreach (var part in assignment.Value.DescendantsAndSelf())
        {
            if (part is not IObjectCreationOperation { Type.Name: "Uri", Arguments: { Length: > 0 } arguments } || ValueReader.Text(arguments[0].Value) is not { } text
                || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            {
                continue;
            }

            if (address.Scheme == "http" && !address.IsLoopback && addresses.Value.FindServer(text)?.Judge.Manifest.AllowsUnencrypted != true
                && !UnencryptedAddress.IsAllowed(assignment, symbols))
            {
                context.ReportDiagnostic(Diagnostic.Create(SafetyRules.InsecureAddress, arguments[0].Value.Syntax.GetLocation()));
            }

            if (addresses.Value.FindSandbox(text) is { } platform && !DevelopmentCode.Contains(part, context.Compilation))
            {
                context.ReportDiagnostic(Diagnostic.Create(SafetyRules.SandboxAddress, arguments[0].Value.Syntax.GetLocation(), platform.Judge.Manifest.Name));
            }
        }
    }
}
