using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.Analyzers;

/// <summary>Where the name of a member stands in the expression that uses it.</summary>
internal static class NameLocation
{
    /// <summary>The name's place; the whole expression where it names nothing.</summary>
    public static Location Of(IOperation operation) => Of(operation.Syntax);

    private static Location Of(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => Of(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name.Identifier.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.GetLocation(),
        ConditionalAccessExpressionSyntax conditional => Of(conditional.WhenNotNull),
        _ => syntax.GetLocation(),
    };
}
