using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Walks through the function that builds a search, in the order in which it runs, and collects the criteria that it adds. What
/// only happens on some paths is only possible; what happens out of sight leaves the search open.
/// </summary>
internal sealed partial class QueryWalker(FhirSymbols symbols, PlatformFacts platform, string resourceType, INamedTypeSymbol query)
{
    private readonly List<CodeCriterion> _criteria = new();
    private readonly Dictionary<ILocalSymbol, IPropertyReferenceOperation> _parameters = new(SymbolEqualityComparer.Default);

    // Above 0 in everything that may not run, or not run once.
    private int _branches;
    private bool _mayHaveLeft;

    /// <summary>The criteria so far.</summary>
    public IReadOnlyList<CodeCriterion> Criteria => _criteria;

    /// <summary>The function calls <c>All()</c>.</summary>
    public bool MeansAll { get; private set; }

    /// <summary>The function gives the query to somebody else.</summary>
    public bool IsOpen { get; private set; }

    private bool IsPossible => _branches > 0 || _mayHaveLeft;

    /// <summary>Walks through a function's body.</summary>
    public void Walk(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                break;
            case IInvocationOperation call:
                WalkCall(call);
                break;
            case IConditionalOperation conditional:
                Walk(conditional.Condition);
                WalkBranch(conditional.WhenTrue);
                WalkBranch(conditional.WhenFalse);
                break;
            case ICoalesceOperation coalesce:
                Walk(coalesce.Value);
                WalkBranch(coalesce.WhenNull);
                break;
            case IConditionalAccessOperation access:
                Walk(access.Operation);
                WalkBranch(access.WhenNotNull);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                Walk(binary.LeftOperand);
                WalkBranch(binary.RightOperand);
                break;
            case ISwitchOperation choice:
                Walk(choice.Value);
                WalkBranches(choice.Cases);
                break;
            case ISwitchExpressionOperation choice:
                Walk(choice.Value);
                WalkBranches(choice.Arms);
                break;
            case ITryOperation attempt:
                WalkTry(attempt);
                break;

            // A loop may not run, or run often; a function may not be called.
            case ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                WalkBranches(operation.ChildOperations);
                break;
            case IReturnOperation { IsImplicit: false } leave when _branches > 0:
                Walk(leave.ReturnedValue);
                _mayHaveLeft = true;
                break;
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                Remember(declarator.Symbol, value);
                Walk(value);
                break;
            case IInvalidOperation:
                // What does not compile may have meant anything.
                IsOpen = true;
                WalkChildren(operation);
                break;
            default:
                WalkChildren(operation);
                break;
        }
    }

    private void WalkChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            Walk(child);
        }
    }

    private void WalkBranch(IOperation? operation)
    {
        _branches++;
        Walk(operation);
        _branches--;
    }

    private void WalkBranches(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            WalkBranch(operation);
        }
    }

    private void WalkTry(ITryOperation attempt)
    {
        if (attempt.Catches.IsEmpty)
        {
            Walk(attempt.Body);
        }
        else
        {
            WalkBranch(attempt.Body);
            WalkBranches(attempt.Catches);
        }

        Walk(attempt.Finally);
    }

    private void Remember(ILocalSymbol local, IOperation value)
    {
        if (ValueReader.Unwrap(value) is IPropertyReferenceOperation property && IsParameter(property.Type))
        {
            _parameters[local] = property;
        }
    }

    private void WalkCall(IInvocationOperation call)
    {
        Walk(call.Instance);
        if (call.Instance is { } instance && IsParameter(instance.Type))
        {
            AddComparison(call, instance);
            WalkValues(call);
            return;
        }

        if (IsOwnQuery(call))
        {
            AddQueryCall(call);
            return;
        }

        // A search within a search is read by itself.
        if (SearchReader.QueryOf(call, symbols) is not null)
        {
            return;
        }

        if (TryAddChain(call))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            IsOpen |= IsGivenAway(argument.Value);
            Walk(argument.Value);
        }
    }

    /// <summary>The values of a comparator are expressions like any other.</summary>
    private void WalkValues(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            Walk(argument.Value);
        }
    }

    private bool IsParameter(ITypeSymbol? type) => symbols.ParameterTypeOf(type) is not null
        && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)type!).TypeArguments[0], query);

    private bool IsOwnQuery(IInvocationOperation call) => SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType.OriginalDefinition, symbols.TypedQuery)
        && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType.TypeArguments[0], query);

    private bool IsGivenAway(IOperation value)
    {
        var type = ValueReader.Unwrap(value).Type;
        return SymbolEqualityComparer.Default.Equals(type, query) || IsParameter(type);
    }
}
