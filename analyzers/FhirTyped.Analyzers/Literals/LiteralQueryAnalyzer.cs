using System;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Asks the judge about searches that are written as text: <c>Search($"…")</c>, <c>Search("Patient?…")</c>, and
/// <c>HttpClient.GetAsync("https://…")</c> to the address of a platform that the project knows.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralQueryAnalyzer : FhirAnalyzer
{
    /// <summary>The property of a diagnostic that holds the name that belongs in its place.</summary>
    internal const string Replacement = "Replacement";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => LiteralRules.All;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        // Only a program that calls such an address needs them.
        var addresses = new Lazy<PlatformAddresses>(() => new(start.Compilation, symbols.Platforms));
        start.RegisterOperationAction(operation => AnalyzeCall(operation, symbols, addresses), OperationKind.Invocation);
        start.RegisterOperationAction(operation => AnalyzeInvalid(operation, symbols), OperationKind.Invalid);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, FhirSymbols symbols, Lazy<PlatformAddresses> addresses)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } || call.SemanticModel is not { } model)
        {
            return;
        }

        var method = call.TargetMethod;
        var expression = arguments[0].Expression;
        switch (method.Name)
        {
            case "Search" when method.Parameters.Length == 1 && method.Parameters[0].Type.Name == "FhirQueryInterpolatedStringHandler":
                if (symbols.Platforms.FindNested(method.ContainingType, "Endpoint") is var (platform, type) && QueryText.Read(model, expression, escapesValues: true) is { } text)
                {
                    LiteralAddress.AnalyzeQuery(context, platform, type, text, (0, text.Text.Length), QuerySyntax.Client, NameLocation.Of(call), isAddress: false);
                }

                break;
            case "Search" when method.ContainingType.Name == "IFhirPlatformClient":
                if (call.Instance is { } client && symbols.Platforms.Find(ValueReader.Unwrap(client).Type) is { } known && QueryText.Read(model, expression) is { } address)
                {
                    LiteralAddress.Analyze(context, known, address, 0, "GET", QuerySyntax.Client, NameLocation.Of(call));
                }

                break;
            default:
                if (MethodOf(method) is { } verb && QueryText.Read(model, expression) is { } url && url.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                    && addresses.Value.Find(url.Text) is var (owner, below))
                {
                    LiteralAddress.Analyze(context, owner, url, below, verb, QuerySyntax.Address, NameLocation.Of(call));
                }

                break;
        }
    }

    /// <summary>A plain string is no query, so the call does not compile: where values are joined to it, say why and what to write.</summary>
    private static void AnalyzeInvalid(OperationAnalysisContext context, FhirSymbols symbols)
    {
        if (context.Operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Search" } access, ArgumentList.Arguments: { Count: 1 } arguments }
            && context.Operation.SemanticModel is { } model && symbols.Platforms.FindNested(model.GetTypeInfo(access.Expression, context.CancellationToken).Type, "Endpoint") is not null
            && arguments[0].Expression is BinaryExpressionSyntax expression && QueryText.Read(model, expression) is { IsConcatenated: true })
        {
            context.ReportDiagnostic(Diagnostic.Create(LiteralRules.Concatenation, expression.GetLocation(), LiteralRules.Unescaped));
        }
    }

    private static string? MethodOf(IMethodSymbol method) =>
        method.ContainingType.Name is "HttpClient" or "HttpClientJsonExtensions"
            ? method.Name switch
            {
                "GetAsync" or "GetStringAsync" or "GetStreamAsync" or "GetByteArrayAsync" or "GetFromJsonAsync" => "GET",
                "PostAsync" or "PostAsJsonAsync" => "POST",
                "PutAsync" or "PutAsJsonAsync" => "PUT",
                "PatchAsync" or "PatchAsJsonAsync" => "PATCH",
                "DeleteAsync" => "DELETE",
                _ => null,
            }
            : null;
}
