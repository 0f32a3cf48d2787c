using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Recognizes a search in the source and reads it.</summary>
internal static class SearchReader
{
    /// <summary>The search of a call <c>platform.Resource.Search(q => …)</c>; null where the call is something else, or nothing is known of its function.</summary>
    public static CodeSearch? Read(IInvocationOperation call, FhirSymbols symbols)
    {
        if (QueryOf(call, symbols) is not { } query || symbols.Platforms.FindNested(query, "Query") is not var (platform, resourceType))
        {
            return null;
        }

        var walker = new QueryWalker(symbols, platform, resourceType, query);
        var written = ValueReader.Argument(call, call.TargetMethod.Parameters.Length - 1);
        if (FunctionOf(written) is { } function)
        {
            walker.Walk(function.Body);
        }
        else if (MethodOf(written) is not { } reference || !walker.TryAddMethod(reference.Method, reference, reference.Syntax.GetLocation()))
        {
            return null;
        }

        return new(platform, resourceType, walker.Criteria, NameLocation.Of(call)) { CanMeanAll = true, MeansAll = walker.MeansAll, IsOpen = walker.IsOpen };
    }

    /// <summary>The query class of a call of <c>Search</c> that builds one, or of an extension method that does so for another client; else null.</summary>
    public static INamedTypeSymbol? QueryOf(IInvocationOperation call, FhirSymbols symbols) =>
        call.TargetMethod is { Parameters: { Length: 1 or 2 } parameters } method
        && (method.Name == "Search" ? parameters.Length == 1 && IsEndpoint(method.ContainingType, symbols) : IsToSearchParams(method))
        && parameters[parameters.Length - 1].Type is INamedTypeSymbol { Name: "Action", TypeArguments.Length: 1 } action
        && action.TypeArguments[0] is INamedTypeSymbol query && symbols.IsQuery(query) ? query : null;

    private static bool IsToSearchParams(IMethodSymbol method) =>
        method is { Name: "ToSearchParams", Parameters.Length: 2, ContainingType: { Name: "FirelySearchParams", ContainingNamespace: { Name: "Firely", ContainingNamespace.Name: "FhirTyped" } } };

    // A method of one's own may add to the query what its caller leaves out.
    private static bool IsEndpoint(INamedTypeSymbol type, FhirSymbols symbols) =>
        type is { Name: "ISearchEndpoint", ContainingNamespace.Name: "FhirTyped" } || symbols.Platforms.FindNested(type, "Endpoint") is not null;

    /// <summary>The function that is written in place of a delegate, or null.</summary>
    public static IAnonymousFunctionOperation? FunctionOf(IOperation operation) => ValueReader.Unwrap(operation) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } => function,
        IAnonymousFunctionOperation function => function,
        _ => null,
    };

    /// <summary>The method that is named in place of a delegate, or null.</summary>
    private static IMethodReferenceOperation? MethodOf(IOperation operation) =>
        (ValueReader.Unwrap(operation) is IDelegateCreationOperation creation ? creation.Target : operation) as IMethodReferenceOperation;

    /// <summary>The property that a selector such as <c>x => x.Date</c> names, or null.</summary>
    public static IPropertyReferenceOperation? SelectedBy(IOperation selector)
    {
        if (FunctionOf(selector) is not { Body.Operations: { Length: > 0 } operations })
        {
            return null;
        }

        return operations[0] is IReturnOperation { ReturnedValue: { } value } ? ValueReader.Unwrap(value) as IPropertyReferenceOperation : null;
    }
}
