using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

// What the program's own methods add to the search. A fault in it stands where the method is named: there is what it is combined with.
internal sealed partial class QueryWalker
{
    private const int MaximumDepth = 8;

    private ImmutableHashSet<ISymbol> _walked = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>Adds what a method adds that is given the query. False where nothing is known of the method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="use">Where it is called or handed on.</param>
    /// <param name="place">Where it is named.</param>
    public bool TryAddMethod(IMethodSymbol method, IOperation use, Location place)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (symbols.CriteriaOf(definition) is { } names)
        {
            foreach (var name in names)
            {
                Add(SearchQuery.ParseCriterion(name, ""), place, place, new[] { new CodeValue(SearchValue.Unknown, place) });
            }

            return true;
        }

        if (_walked.Count >= MaximumDepth || _walked.Contains(definition) || !TakesQuery(definition) || BodyOf(definition, use) is not { } body)
        {
            return false;
        }

        var nested = new QueryWalker(symbols, platform, resourceType, query) { _walked = _walked.Add(definition) };
        nested.Walk(body);
        AddAll(nested, place);
        return true;
    }

    private void AddAll(QueryWalker nested, Location place)
    {
        IsOpen |= nested.IsOpen;
        MeansAll |= nested.MeansAll;
        foreach (var criterion in nested.Criteria)
        {
            var values = new CodeValue[criterion.Values.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = criterion.Values[i] with { Location = place };
            }

            _criteria.Add(new(criterion.Criterion with { IsPossible = criterion.Criterion.IsPossible || IsPossible }, place, place, values));
        }
    }

    // By its own type: behind a base type or a type parameter its members are not seen to be the query's.
    private bool TakesQuery(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.Type, query))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The body of a method that is certainly the one that runs, where it stands in the same file: other files are not read.</summary>
    private static IOperation? BodyOf(IMethodSymbol method, IOperation use)
    {
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.DeclaringSyntaxReferences is not { Length: 1 } declarations
            || declarations[0].SyntaxTree != use.Syntax.SyntaxTree)
        {
            return null;
        }

        return use.SemanticModel?.GetOperation(declarations[0].GetSyntax()) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            _ => null,
        };
    }
}
