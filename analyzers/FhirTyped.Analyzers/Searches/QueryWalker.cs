using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Walks through the function that builds a search and collects the criteria that it adds. What only happens on some paths is only
/// possible; what happens out of sight leaves the search open.
/// </summary>
internal sealed partial class QueryWalker(FhirSymbols symbols, PlatformFacts platform, string resourceType, INamedTypeSymbol query) : PathWalker
{
    private readonly List<CodeCriterion> _criteria = new();
    private readonly Dictionary<ILocalSymbol, IPropertyReferenceOperation> _parameters = new(SymbolEqualityComparer.Default);
    private bool _mayHaveLeft;

    /// <summary>The criteria so far.</summary>
    public IReadOnlyList<CodeCriterion> Criteria => _criteria;

    /// <summary>The function calls <c>All()</c>.</summary>
    public bool MeansAll { get; private set; }

    /// <summary>The function gives the query to somebody else.</summary>
    public bool IsOpen { get; private set; }

    private bool IsPossible => IsInBranch || _mayHaveLeft;

    /// <summary>Walks through a function's body.</summary>
    public override void Walk(IOperation? operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                WalkCall(call);
                break;
            case IReturnOperation { IsImplicit: false } leave:
                Walk(leave.ReturnedValue);
                _mayHaveLeft |= IsInBranch;
                break;
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                // What leaves a function inside does not leave this one.
                var mayHaveLeft = _mayHaveLeft;
                base.Walk(operation);
                _mayHaveLeft = mayHaveLeft;
                break;
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                Remember(declarator.Symbol, value);
                Walk(value);
                break;
            case ISimpleAssignmentOperation { Target: not (ILocalReferenceOperation or IDiscardOperation) } assignment:
                IsOpen |= IsGivenAway(assignment.Value);
                base.Walk(operation);
                break;
            case IObjectCreationOperation { Type: var made } when IsParameter(made):
                base.Walk(operation);
                break;
            case IObjectCreationOperation or ITupleOperation or IArrayInitializerOperation or ICollectionExpressionOperation:
                IsOpen |= HoldsQuery(operation);
                base.Walk(operation);
                break;
            case IInvalidOperation or IBranchOperation { BranchKind: BranchKind.GoTo }:
                // What does not compile may have meant anything, and what jumps may run in any order.
                IsOpen = true;
                base.Walk(operation);
                break;
            default:
                base.Walk(operation);
                break;
        }
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
            WalkArguments(call);
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

        WalkArguments(call);
        if (HoldsQuery(call) && !TryAddMethod(call.TargetMethod, call, NameLocation.Of(call)))
        {
            IsOpen = true;
        }
    }

    private void WalkArguments(IInvocationOperation call)
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

    /// <summary>Whether a call, or something that is made, takes the query or one of its parameters.</summary>
    private bool HoldsQuery(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (IsGivenAway(child is IArgumentOperation argument ? argument.Value : child))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsGivenAway(IOperation value)
    {
        var type = ValueReader.Unwrap(value).Type;
        return SymbolEqualityComparer.Default.Equals(type, query) || IsParameter(type);
    }
}
