using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Tells whose a query is, and what lives longer than the function that has it.</summary>
internal sealed class QueryUse(FhirSymbols symbols)
{
    /// <summary>Whether a type is that of a query, a local filter, or one of their parameters.</summary>
    public bool IsQuery(ITypeSymbol? type)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                if (symbols.IsQuery(constraint))
                {
                    return true;
                }
            }

            return false;
        }

        return type is INamedTypeSymbol && (symbols.IsQuery(type) || symbols.ParameterTypeOf(type) is not null);
    }

    /// <summary>Whether a function is given a query.</summary>
    public bool TakesQuery(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (IsQuery(parameter.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The function that has the query that an expression is, or that a function in its place uses; null where there is none, or it cannot be told.</summary>
    public ISymbol? OwnerOf(IOperation expression)
    {
        var value = ValueReader.Unwrap(expression);
        return IsQuery(value.Type) ? OwnerOfRoot(value) : OwnerOfClosure(value);
    }

    /// <summary>The function whose query a function within it uses.</summary>
    public ISymbol? OwnerOfClosure(IOperation expression)
    {
        if (SearchReader.FunctionOf(expression) is not { } function)
        {
            return null;
        }

        foreach (var part in function.Descendants())
        {
            var symbol = part switch
            {
                IParameterReferenceOperation parameter => (ISymbol)parameter.Parameter,
                ILocalReferenceOperation local => local.Local,
                _ => null,
            };
            if (symbol is not null && IsQuery(part.Type) && !IsWithin(symbol, function.Symbol))
            {
                return symbol.ContainingSymbol;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether what is written to is certainly there before and after a function runs: a variable or object from outside of it, or a static
    /// member. What a method does with its own object is not certain: that may be as short-lived as the query.
    /// </summary>
    public static bool Outlives(IOperation target, ISymbol owner)
    {
        for (IOperation? current = target; current is not null;)
        {
            current = ValueReader.Unwrap(current);
            switch (current)
            {
                case ILocalReferenceOperation local:
                    return !MayBeOfTheSameSearch(local.Local, owner);
                case IParameterReferenceOperation parameter:
                    return !MayBeOfTheSameSearch(parameter.Parameter, owner);
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                    return owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction };
                case IMemberReferenceOperation { Member.IsStatic: true }:
                    return true;
                case IMemberReferenceOperation member:
                    current = member.Instance;
                    break;
                case IArrayElementReferenceOperation element:
                    current = element.ArrayReference;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    // Each call gives the query that it was called on.
    private ISymbol? OwnerOfRoot(IOperation value)
    {
        for (IOperation? current = value; current is not null;)
        {
            current = ValueReader.Unwrap(current);
            switch (current)
            {
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter.ContainingSymbol;
                case ILocalReferenceOperation local:
                    return local.Local.ContainingSymbol;
                case IInvocationOperation { Instance: { } instance }:
                    current = instance;
                    break;
                case IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: { Length: > 0 } arguments } when IsQuery(arguments[0].Value.Type):
                    current = arguments[0].Value;
                    break;
                case IPropertyReferenceOperation { Instance: { } instance } when IsQuery(instance.Type):
                    current = instance;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether a variable belongs to the function, or to one around it that is given such a query itself.</summary>
    private static bool MayBeOfTheSameSearch(ISymbol variable, ISymbol owner)
    {
        for (var container = variable.ContainingSymbol; container is IMethodSymbol around; container = container.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around, owner) || (owner is IMethodSymbol function && ShareAType(around, function)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ShareAType(IMethodSymbol first, IMethodSymbol second)
    {
        foreach (var one in first.Parameters)
        {
            foreach (var other in second.Parameters)
            {
                if (SymbolEqualityComparer.Default.Equals(one.Type, other.Type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsWithin(ISymbol symbol, ISymbol function)
    {
        for (var container = symbol.ContainingSymbol; container is not null; container = container.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(container, function))
            {
                return true;
            }
        }

        return false;
    }
}
