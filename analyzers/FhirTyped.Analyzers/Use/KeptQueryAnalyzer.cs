using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1510: finds queries and parameters of queries that certainly outlive the function that builds their search, or leave its thread, and
/// async functions that are to build one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeptQueryAnalyzer : FhirAnalyzer
{
    private const string Kept =
        "This keeps a query beyond the function that builds its search, where whatever it adds throws. Add the criteria inside the function.";

    private const string Async =
        "An async function returns at its first await, and what it adds after that would be missing from the search, which is refused. Await first, then build the search.";

    private const string Thread =
        "A query can only be used on the thread that builds its search: there it throws. Do the work first, then build the search.";

    private const string Asynchronous =
        "What an asynchronous method adds after its first await would be missing from the search. Await what it needs first, then build the search.";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UseRules.KeptQuery);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        var queries = new QueryUse(symbols);
        start.RegisterOperationAction(operation => AnalyzeAssignment(operation, queries), OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
        start.RegisterOperationAction(operation => AnalyzeFunction(operation, queries), OperationKind.DelegateCreation);
        start.RegisterOperationAction(operation => AnalyzeCall(operation, queries), OperationKind.Invocation);
        start.RegisterOperationAction(operation => AnalyzeThread(operation, queries), OperationKind.ObjectCreation);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context, QueryUse queries)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (queries.OwnerOf(assignment.Value) is { } owner && QueryUse.Outlives(assignment.Target, owner))
        {
            Report(context, assignment.Value.Syntax.GetLocation(), Kept);
        }
    }

    /// <summary>A function without a result that is given a query: nobody waits for it.</summary>
    private static void AnalyzeFunction(OperationAnalysisContext context, QueryUse queries)
    {
        var creation = (IDelegateCreationOperation)context.Operation;
        var (isAsync, location) = creation.Target switch
        {
            IAnonymousFunctionOperation { Symbol.IsAsync: true } function => (true, AsyncKeywordOf(function.Syntax)),
            IMethodReferenceOperation { Method.IsAsync: true } reference => (true, reference.Syntax.GetLocation()),
            _ => (false, Location.None),
        };
        if (isAsync && creation.Type is INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: true } method } && queries.TakesQuery(method))
        {
            Report(context, location, Async);
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context, QueryUse queries)
    {
        var call = (IInvocationOperation)context.Operation;
        var isThread = RunsElsewhere(call.TargetMethod);
        var isAsynchronous = call.TargetMethod.ReturnType is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };
        foreach (var argument in call.Arguments)
        {
            if (isThread)
            {
                if (queries.OwnerOfClosure(argument.Value) is not null)
                {
                    Report(context, NameLocation.Of(call), Thread);
                    return;
                }
            }
            else if (isAsynchronous)
            {
                if (queries.IsQuery(ValueReader.Unwrap(argument.Value).Type))
                {
                    Report(context, NameLocation.Of(call), Asynchronous);
                    return;
                }
            }
            else if (call.Instance is { } collection && AddsToCollection(call.TargetMethod) && queries.OwnerOf(argument.Value) is { } owner
                && QueryUse.Outlives(collection, owner))
            {
                Report(context, argument.Value.Syntax.GetLocation(), Kept);
            }
        }
    }

    private static void AnalyzeThread(OperationAnalysisContext context, QueryUse queries)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation is { Type: { Name: "Thread", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } }, Arguments: { Length: > 0 } arguments }
            && queries.OwnerOfClosure(arguments[0].Value) is not null)
        {
            Report(context, creation.Syntax.GetLocation(), Thread);
        }
    }

    private static bool RunsElsewhere(IMethodSymbol method) =>
        method.ContainingType is { ContainingNamespace: { Name: "Threading" or "Tasks" }, Name: var type }
        && (type, method.Name) is ("Task", "Run") or ("Task", "ContinueWith") or ("TaskFactory", "StartNew") or ("ThreadPool", "QueueUserWorkItem" or "UnsafeQueueUserWorkItem");

    private static bool AddsToCollection(IMethodSymbol method)
    {
        if (method.Name is not ("Add" or "TryAdd" or "AddFirst" or "AddLast" or "Enqueue" or "Push" or "Insert"))
        {
            return false;
        }

        for (var space = method.ContainingType.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (space is { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    private static Location AsyncKeywordOf(SyntaxNode function)
    {
        if (function is AnonymousFunctionExpressionSyntax { Modifiers: var modifiers })
        {
            foreach (var modifier in modifiers)
            {
                if (modifier.IsKind(SyntaxKind.AsyncKeyword))
                {
                    return modifier.GetLocation();
                }
            }
        }

        return function.GetLocation();
    }

    private static void Report(OperationAnalysisContext context, Location location, string message) =>
        context.ReportDiagnostic(Diagnostic.Create(UseRules.KeptQuery, location, message));
}
