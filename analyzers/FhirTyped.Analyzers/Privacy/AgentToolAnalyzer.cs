using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1604: finds tools for agents (Model Context Protocol, Semantic Kernel, Microsoft.Extensions.AI) that return whole resources,
/// as objects or as JSON. Where the search asks for a part of them only, what is returned is that part.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AgentToolAnalyzer : DiagnosticAnalyzer
{
    private const int MaximumDepth = 4;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SafetyRules.WholeResourceForAgent);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("FhirTyped.R4.Resource") is { } resource)
            {
                start.RegisterOperationBlockAction(block => AnalyzeMethod(block, resource));
                start.RegisterOperationAction(call => AnalyzeFactory(call, resource), OperationKind.Invocation);
            }
        });
    }

    private static void AnalyzeMethod(OperationBlockAnalysisContext context, INamedTypeSymbol resource)
    {
        if (context.OwningSymbol is not IMethodSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations } method || !IsTool(method))
        {
            return;
        }

        foreach (var block in context.OperationBlocks)
        {
            // The others are those of its attributes.
            if (block is IBlockOperation && !AsksForElements(block) && declarations[0].GetSyntax(context.CancellationToken) is MethodDeclarationSyntax declaration)
            {
                Report(context.ReportDiagnostic, method.ReturnType, declaration.ReturnType.GetLocation(), block, resource);
            }
        }
    }

    /// <summary>A tool that is made of a function: <c>AIFunctionFactory.Create(…)</c>, <c>McpServerTool.Create(…)</c>.</summary>
    private static void AnalyzeFactory(OperationAnalysisContext context, INamedTypeSymbol resource)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is not { TargetMethod: { Name: "Create" or "CreateFromMethod", ContainingType.Name: "AIFunctionFactory" or "McpServerTool" or "KernelFunctionFactory" }, Arguments.Length: > 0 })
        {
            return;
        }

        var argument = ValueReader.Argument(call, 0);
        switch (ValueReader.Unwrap(argument) is IDelegateCreationOperation creation ? creation.Target : null)
        {
            case IAnonymousFunctionOperation function when !AsksForElements(function.Body):
                Report(context.ReportDiagnostic, function.Symbol.ReturnType, argument.Syntax.GetLocation(), function.Body, resource);
                break;
            case IMethodReferenceOperation { Method: var method } when !IsTool(method) && ResourceIn(method.ReturnType, resource, MaximumDepth) is { } type:
                context.ReportDiagnostic(Diagnostic.Create(SafetyRules.WholeResourceForAgent, argument.Syntax.GetLocation(), type));
                break;
        }
    }

    private static void Report(System.Action<Diagnostic> report, ITypeSymbol returned, Location location, IOperation body, INamedTypeSymbol resource)
    {
        if (ResourceIn(returned, resource, MaximumDepth) is { } type)
        {
            report(Diagnostic.Create(SafetyRules.WholeResourceForAgent, location, type));
            return;
        }

        foreach (var operation in body.Descendants())
        {
            // As text it is no less whole.
            if (operation is IInvocationOperation { TargetMethod: { Name: "ToJson" or "ToUtf8Bytes", ContainingType: { Name: "FhirJson", ContainingNamespace.Name: "R4" } }, Arguments: { Length: > 0 } arguments } json
                && ResourceIn(ValueReader.Unwrap(arguments[0].Value).Type, resource, MaximumDepth) is { } written)
            {
                report(Diagnostic.Create(SafetyRules.WholeResourceForAgent, NameLocation.Of(json), written));
            }
        }
    }

    private static bool IsTool(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "McpServerToolAttribute" or "McpServerResourceAttribute" or "KernelFunctionAttribute" or "AIFunctionAttribute" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForElements(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { Name: "Elements" or "Summary", ContainingType: { Name: "FhirQuery", ContainingNamespace.Name: "FhirTyped" } } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of the resource type that a type is, or holds as its element or type argument; null where there is none.</summary>
    private static string? ResourceIn(ITypeSymbol? type, INamedTypeSymbol resource, int depth)
    {
        if (type is IArrayTypeSymbol array)
        {
            return ResourceIn(array.ElementType, resource, depth - 1);
        }

        // What a server says of a failure, and what it says it can do, is about no patient.
        if (type is not INamedTypeSymbol named || depth == 0 || named.Name is "OperationOutcome" or "CapabilityStatement")
        {
            return null;
        }

        for (INamedTypeSymbol? current = named; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, resource))
            {
                return named.Name;
            }
        }

        foreach (var argument in named.TypeArguments)
        {
            if (ResourceIn(argument, resource, depth - 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }
}
