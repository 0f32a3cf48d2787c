using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Finds the search from which a resource came, within one function.</summary>
internal static class ResourceOrigin
{
    // Longer ways are not worth the time; it also ends what runs in a circle.
    private const int LongestWay = 16;

    /// <summary>The call of <c>Search</c> whose results the expression is, or holds; null where that is not certain.</summary>
    public static IInvocationOperation? SearchOf(IOperation expression, FhirSymbols symbols)
    {
        IOperation? current = expression;
        for (var step = 0; step < LongestWay && current is not null; step++)
        {
            current = ValueReader.Unwrap(current);
            if (current is IInvocationOperation call && SearchReader.QueryOf(call, symbols) is not null)
            {
                return call;
            }

            current = Before(current);
        }

        return null;
    }

    /// <summary>Where an expression took its value from, one step back; null where that is not certain.</summary>
    public static IOperation? Before(IOperation current) => current switch
    {
        ILocalReferenceOperation local => LoopOf(local) ?? OnlyValue.Of(local),
        IParameterReferenceOperation parameter => SequenceOf(parameter),
        IAwaitOperation wait => wait.Operation,
        IConditionalAccessInstanceOperation => ConditionalOf(current),
        IPropertyReferenceOperation { Property: { IsIndexer: true } or { Name: "Matches" }, Instance: { } list } => list,
        IInvocationOperation { TargetMethod.Name: "ViaPost" or "FilterLocally" or "Pages" or "FirstPageAsync" or "ToListAsync" or "FirstOrDefaultAsync" or "ConfigureAwait"
            or "WithCancellation" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ToList" or "ToArray" or "Where" or "Take" or "Skip" } call => SourceOf(call),
        _ => null,
    };

    private static IOperation? SourceOf(IInvocationOperation call) => call.Instance ?? (call.Arguments.Length > 0 ? call.Arguments[0].Value : null);

    /// <summary>What a loop enumerates, for the variable that it declares.</summary>
    private static IOperation? LoopOf(ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences is { Length: 1 } places && places[0].GetSyntax() is ForEachStatementSyntax loop
            ? local.SemanticModel?.GetOperation(loop.Expression) : null;

    /// <summary>The sequence whose elements a function of LINQ is given: <c>list.Select(patient => …)</c>.</summary>
    private static IOperation? SequenceOf(IParameterReferenceOperation parameter)
    {
        for (IOperation? parent = parameter.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation { Symbol.Parameters: { Length: > 0 } parameters } function && SymbolEqualityComparer.Default.Equals(parameters[0], parameter.Parameter))
            {
                return function.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } } call } }
                    ? SourceOf(call) : null;
            }
        }

        return null;
    }

    private static IOperation? ConditionalOf(IOperation instance)
    {
        for (var (child, parent) = (instance, instance.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }
}
