using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1402: a create that is repeated where it fails, by a loop with a try in it or by Polly. A create for each item of a list is no repetition.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetriedCreateAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(WriteRules.RetriedCreate);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Parameters.Length: > 0 } && RefitCalls.NameOf(call.TargetMethod) == "CreateAsync"
            && symbols.Platforms.FindNested(call.TargetMethod.ContainingType, "Endpoint") is var (platform, type) && IsRepeated(call))
        {
            var advice = platform.Judge.JudgeConditional(type, ConditionalSupport.Create).IsSupported
                ? "Call CreateIfNoneExistAsync with an identifier"
                : platform.Judge.Manifest.Name + " has no conditional create: search for an identifier before each attempt";
            context.ReportDiagnostic(Diagnostic.Create(WriteRules.RetriedCreate, NameLocation.Of(call), type, advice));
        }
    }

    private static bool IsRepeated(IInvocationOperation call)
    {
        ITryOperation? attempt = null;
        for (var (child, parent) = ((IOperation)call, call.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation function:
                    return IsRunByPolly(function);
                case ILocalFunctionOperation:
                    return false;
                case ITryOperation tried when tried.Body == child && GoesOn(tried):
                    attempt = tried;
                    break;

                // An item of its own for each turn is not the same create again.
                case IForEachLoopOperation:
                    return false;
                case IWhileLoopOperation or IForLoopOperation when attempt is not null:
                    return LeavesAfterSuccess(attempt) && !DependsOn((ILoopOperation)parent, call.Arguments[0].Value);
            }
        }

        return false;
    }

    /// <summary>After a failure that may have reached the server, the code behind the try is run.</summary>
    private static bool GoesOn(ITryOperation attempt)
    {
        foreach (var handler in attempt.Catches)
        {
            // These say that nothing was carried out.
            if (handler.ExceptionType.Name is "FhirCapabilityException" or "FhirRateLimitException" or "FhirAuthorizationException")
            {
                continue;
            }

            var operations = handler.Handler.Operations;
            if (operations.IsEmpty || !Leaves(operations[operations.Length - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leaves(IOperation last) => last switch
    {
        IReturnOperation or IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBranchOperation branch => branch.BranchKind == BranchKind.Break,
        _ => false,
    };

    private static bool LeavesAfterSuccess(ITryOperation attempt)
    {
        foreach (var operation in attempt.Body.Descendants())
        {
            if (operation is IReturnOperation { IsImplicit: false } or IBranchOperation { BranchKind: BranchKind.Break })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is created is another one in each turn of the loop.</summary>
    private static bool DependsOn(ILoopOperation loop, IOperation resource)
    {
        foreach (var part in resource.DescendantsAndSelf())
        {
            if (part is ILocalReferenceOperation { Local: var local } && loop.Syntax.Span.Contains(local.Locations[0].SourceSpan))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The function is what a resilience pipeline or policy of Polly executes.</summary>
    private static bool IsRunByPolly(IAnonymousFunctionOperation function)
    {
        for (var parent = function.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod: { Name: "ExecuteAsync" or "ExecuteAndCaptureAsync" or "ExecuteOutcomeAsync" } method })
            {
                return IsPolly(method.ContainingNamespace);
            }

            if (parent is not (IDelegateCreationOperation or IConversionOperation or IArgumentOperation))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsPolly(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Polly", ContainingNamespace.IsGlobalNamespace: true })
            {
                return true;
            }
        }

        return false;
    }
}
