using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Finds resources, and what is in them, in logs (FHT1601) and in exception messages, cache keys and trace tags (FHT1603).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PrivacyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => SafetyRules.OfPrivacy;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("FhirTyped.R4.Base") is not null)
            {
                start.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
                start.RegisterOperationAction(AnalyzeCreation, OperationKind.ObjectCreation);
            }
        });
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (IsLog(method))
        {
            Report(context, SafetyRules.Logged, call.Arguments, null);
        }
        else if (method is { Name: "SetTag" or "AddTag" or "SetBaggage" or "AddBaggage", ContainingType: { Name: "Activity", ContainingNamespace.Name: "Diagnostics" } })
        {
            Report(context, SafetyRules.Leaked, call.Arguments, "a trace tag");
        }
        else if (IsCache(method) && call.Arguments.Length > 0)
        {
            // Of an extension method the first argument is the cache itself.
            var key = call.Arguments[method.IsExtensionMethod && call.Arguments.Length > 1 ? 1 : 0];
            Report(context, SafetyRules.Leaked, ImmutableArray.Create(key), "a cache key");
        }
    }

    private static void AnalyzeCreation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Arguments.IsEmpty || !IsException(creation.Type))
        {
            return;
        }

        Report(context, SafetyRules.Leaked, creation.Arguments, "an exception message");
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, ImmutableArray<IArgumentOperation> arguments, string? where)
    {
        foreach (var argument in arguments)
        {
            if (PatientData.Find(argument.Value) is var (operation, name))
            {
                context.ReportDiagnostic(where is null
                    ? Diagnostic.Create(rule, operation.Syntax.GetLocation(), name)
                    : Diagnostic.Create(rule, operation.Syntax.GetLocation(), name, where));
            }
        }
    }

    private static bool IsLog(IMethodSymbol method) => method.ContainingType switch
    {
        { Name: "LoggerExtensions" or "ILogger", ContainingNamespace.Name: "Logging" } => method.Name.StartsWith("Log", System.StringComparison.Ordinal) || method.Name == "BeginScope",
        { Name: "Debug" or "Trace", ContainingNamespace.Name: "Diagnostics" } => method.Name.StartsWith("Write", System.StringComparison.Ordinal) || method.Name.StartsWith("Trace", System.StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsCache(IMethodSymbol method) => method.ContainingType.Name is "IMemoryCache" or "CacheExtensions" or "IDistributedCache" or "DistributedCacheExtensions" or "HybridCache"
        && method.ContainingType.ContainingNamespace.Name is "Memory" or "Distributed" or "Hybrid";

    private static bool IsException(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}
