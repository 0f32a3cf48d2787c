using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Looks at how searches and requests are used: FHT1501 to FHT1509.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UseAnalyzer : FhirAnalyzer
{
    /// <summary>The property of a diagnostic with the name of the token in scope.</summary>
    internal const string Token = "Token";

    /// <summary>The property of a diagnostic whose read can be one search for a list of ids; it holds the resource type.</summary>
    internal const string ListOfIds = "ListOfIds";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => UseRules.All;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        start.RegisterOperationAction(operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
        start.RegisterOperationAction(AnalyzeStatement, OperationKind.ExpressionStatement);
        start.RegisterOperationAction(AnalyzeProperty, OperationKind.PropertyReference);
        start.RegisterOperationAction(AnalyzeTry, OperationKind.Try);
        start.RegisterOperationAction(AnalyzeCast, OperationKind.Conversion);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        var isEndpoint = IsEndpoint(call.TargetMethod.ContainingType, symbols);
        if (!isEndpoint && !IsSearch(call.TargetMethod.ContainingType))
        {
            return;
        }

        if (isEndpoint && RefitCalls.NameOf(call.TargetMethod) is "ReadAsync" or "TryReadAsync" or "Search" or "SearchAsync" && IsInLoop(call))
        {
            var properties = call.TargetMethod.Name == "ReadAsync" && TakesListOfIds(call.TargetMethod.ContainingType, symbols) is { } type
                ? ImmutableDictionary<string, string?>.Empty.Add(ListOfIds, type)
                : null;
            context.ReportDiagnostic(Diagnostic.Create(UseRules.RequestInLoop, NameLocation.Of(call), properties, call.TargetMethod.Name));
        }

        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter.Type.Name: "CancellationToken" } && TokenInScope(call) is { } token)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    UseRules.NoCancellation, NameLocation.Of(call), ImmutableDictionary<string, string?>.Empty.Add(Token, token), call.TargetMethod.Name, token));
            }
        }
    }

    /// <summary>The resource type of an endpoint, where the platform has nothing against a search for several ids; else null.</summary>
    private static string? TakesListOfIds(INamedTypeSymbol endpoint, FhirSymbols symbols)
    {
        if (endpoint.TypeKind == TypeKind.Interface || symbols.Platforms.FindNested(endpoint, "Endpoint") is not var (platform, type) || platform.PropertyOf(type, "_id") != "Id")
        {
            return null;
        }

        var ids = new SearchCriterion { Name = "_id", Values = new(new[] { SearchValue.Unknown, SearchValue.Unknown }) };
        return platform.AskAll(judge => judge.JudgeSearch(new(type, new(new[] { ids })))).Count == 0 ? type : null;
    }

    private static bool IsEndpoint(INamedTypeSymbol type, FhirSymbols symbols) => symbols.Platforms.FindNested(type, "Endpoint") is not null;

    /// <summary>
    /// The body of a loop within the same function; what a loop enumerates is asked for once. A loop over clients asks each of them
    /// once.
    /// </summary>
    private static bool IsInLoop(IInvocationOperation call)
    {
        for (var (child, parent) = ((IOperation)call, call.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                case IForEachLoopOperation loop when loop.Body == child:
                case IForLoopOperation { Body: var body } when body == child:
                    return !IsOfTheLoop(call.Instance, parent);
            }
        }

        return false;
    }

    /// <summary>Whether who is asked depends on what the loop declares.</summary>
    private static bool IsOfTheLoop(IOperation? client, IOperation loop)
    {
        foreach (var part in client?.DescendantsAndSelf() ?? Array.Empty<IOperation>())
        {
            if (part is ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: > 0 } places } } && loop.Syntax.Span.Contains(places[0].Span))
            {
                return true;
            }
        }

        return false;
    }

    private static string? TokenInScope(IInvocationOperation call)
    {
        foreach (var symbol in call.SemanticModel!.LookupSymbols(call.Syntax.SpanStart))
        {
            var type = symbol switch
            {
                IParameterSymbol parameter => parameter.Type,
                ILocalSymbol local when local.Locations[0].SourceSpan.End < call.Syntax.SpanStart => local.Type,
                _ => null,
            };
            if (type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } })
            {
                return symbol.Name;
            }
        }

        return null;
    }

    private static void AnalyzeStatement(OperationAnalysisContext context)
    {
        var statement = (IExpressionStatementOperation)context.Operation;
        if (statement.Operation is IInvocationOperation call && IsSearch(call.Type))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseRules.NeverRun, NameLocation.Of(call)));
        }
    }

    private static void AnalyzeProperty(OperationAnalysisContext context)
    {
        var count = (IPropertyReferenceOperation)context.Operation;
        if (count is { Property.Name: "Count", Instance: { } instance }
            && ValueReader.Unwrap(instance) is IPropertyReferenceOperation { Property: { Name: "Matches", ContainingType: { Name: "FhirSearchPage", ContainingNamespace.Name: "FhirTyped" } }, Instance: { } page }
            && IsFirstPage(page))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseRules.FirstPageCounted, NameLocation.Of(count)));
        }
    }

    private static bool IsFirstPage(IOperation page) => page switch
    {
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "FirstPageAsync" } } => true,
        ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: 1 } declarations } } =>
            declarations[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FirstPageAsync" } } } },
        _ => false,
    };

    private static void AnalyzeTry(OperationAnalysisContext context)
    {
        var attempt = (ITryOperation)context.Operation;
        if (attempt.Catches.IsEmpty || !StreamsSearch(attempt.Body))
        {
            return;
        }

        foreach (var handler in attempt.Catches)
        {
            if (CatchesFailure(handler.ExceptionType) && handler.Filter is null && !LeavesOrSays(handler.Handler) && handler.Syntax is CatchClauseSyntax clause)
            {
                context.ReportDiagnostic(Diagnostic.Create(UseRules.FailureSwallowed, clause.CatchKeyword.GetLocation()));
            }
        }
    }

    private static bool StreamsSearch(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IForEachLoopOperation { IsAsynchronous: true } loop && IsStream(ValueReader.Unwrap(loop.Collection).Type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStream(ITypeSymbol? type) => IsSearch(type)
        || (type is INamedTypeSymbol { Name: "IAsyncEnumerable", TypeArguments: { Length: 1 } arguments } && arguments[0].Name == "FhirSearchPage");

    private static bool CatchesFailure(ITypeSymbol type) => type.Name is "Exception" or "Object" or "HttpRequestException" or "IOException"
        || type.ContainingNamespace is { Name: "FhirTyped", ContainingNamespace.IsGlobalNamespace: true };

    private static bool LeavesOrSays(IOperation handler)
    {
        foreach (var operation in handler.Descendants())
        {
            // Whoever returns or keeps something of the failure has thought of it.
            if (operation is IThrowOperation or IReturnOperation or IAssignmentOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static void AnalyzeCast(OperationAnalysisContext context)
    {
        var cast = (IConversionOperation)context.Operation;
        if (!cast.IsImplicit && !cast.IsTryCast && cast.Syntax is CastExpressionSyntax
            && ValueReader.Unwrap(cast.Operand) is IPropertyReferenceOperation { Property: { Name: "Resource", ContainingType: { Name: "BundleEntry", ContainingNamespace.Name: "R4" } }, Instance: { } entry }
            && !LooksAtMode(cast) && BundleOrigin.MayBeSearchset(entry))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseRules.EntryCast, cast.Syntax.GetLocation()));
        }
    }

    private static bool LooksAtMode(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        foreach (var other in operation.Descendants())
        {
            if (other is IPropertyReferenceOperation { Property: { Name: "Mode", ContainingType.Name: "BundleEntrySearch" } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSearch(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "FhirSearch", IsGenericType: true, ContainingNamespace: { Name: "FhirTyped", ContainingNamespace.IsGlobalNamespace: true } };
}
