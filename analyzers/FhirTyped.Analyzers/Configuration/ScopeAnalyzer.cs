using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Compares what a program does with the scopes that its platform file asks for: single requests (FHT1301; those of searches are
/// <see cref="SearchAnalyzer"/>'s) and jobs that can outlast the access token (FHT1304).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScopeAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => JudgedRules.OfScopes;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (symbols.Platforms.FindNested(call.TargetMethod.ContainingType, "Endpoint") is not var (platform, resourceType)
            || !AsksForScopes(platform))
        {
            return;
        }

        if (call.TargetMethod.Name != "Search")
        {
            ReportUncovered(context, call, platform, resourceType);
        }

        if (platform.Ask(static judge => judge.JudgeUnattendedUse()) is { IsSupported: false } verdict && (IsInService(context.ContainingSymbol) || IsInEndlessLoop(call) || IsOfEverything(call, symbols)))
        {
            context.ReportDiagnostic(JudgedRules.Of(JudgedRules.LongJob, verdict, NameLocation.Of(call)));
        }
    }

    private static bool AsksForScopes(PlatformFacts platform)
    {
        foreach (var one in platform.Platforms)
        {
            if (one.Judge.Manifest.Client.Scopes.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void ReportUncovered(OperationAnalysisContext context, IInvocationOperation call, PlatformFacts platform, string resourceType)
    {
        foreach (var interaction in InteractionsOf(call))
        {
            if (platform.Ask(judge => judge.JudgeScope(resourceType, interaction)) is { IsSupported: false } verdict)
            {
                context.ReportDiagnostic(JudgedRules.Of(JudgedRules.Scope, verdict, NameLocation.Of(call)));
                return;
            }
        }
    }

    /// <summary>The interactions of the member that is called; none where it is no member of an endpoint.</summary>
    private static IEnumerable<FhirInteraction> InteractionsOf(IInvocationOperation call)
    {
        var required = 0;
        foreach (var parameter in call.TargetMethod.Parameters)
        {
            required += parameter.IsOptional ? 0 : 1;
        }

        return (EndpointMembers.Find(RefitCalls.NameOf(call.TargetMethod), required)?.Interactions ?? FhirInteraction.None).Each();
    }

    /// <summary>The code of a <c>BackgroundService</c> (Microsoft.Extensions.Hosting) runs as long as the program.</summary>
    private static bool IsInService(ISymbol symbol)
    {
        for (var type = symbol.ContainingType?.BaseType; type is not null; type = type.BaseType)
        {
            if (type is { Name: "BackgroundService", ContainingNamespace: { Name: "Hosting", ContainingNamespace.Name: "Extensions" } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A loop that runs until it is told to stop: <c>while (true)</c>, or until a token or a timer says so.</summary>
    private static bool IsInEndlessLoop(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (parent is IWhileLoopOperation { Condition: { } condition } && IsEndless(condition))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEndless(IOperation condition)
    {
        foreach (var part in condition.DescendantsAndSelf())
        {
            if (part is IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingType.Name: "CancellationToken" } }
                or IInvocationOperation { TargetMethod: { Name: "WaitForNextTickAsync", ContainingType.Name: "PeriodicTimer" } })
            {
                return true;
            }
        }

        return condition.ConstantValue is { HasValue: true, Value: true };
    }

    /// <summary>A search of everything that the server has, over all its pages.</summary>
    private static bool IsOfEverything(IInvocationOperation call, FhirSymbols symbols) =>
        SearchReader.Read(call, symbols) is { MeansAll: true } && call.Parent is not IInvocationOperation { TargetMethod.Name: "FirstPageAsync" or "FirstOrDefaultAsync" };
}
