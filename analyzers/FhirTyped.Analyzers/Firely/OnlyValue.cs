using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>The value of a variable, field or property that is given one only once, in the same file.</summary>
internal static class OnlyValue
{
    /// <summary>The value; null where there are several, or none that can be seen.</summary>
    public static IOperation? Of(IOperation reference)
    {
        var symbol = reference switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation { Field: { IsReadOnly: true } or { DeclaredAccessibility: Accessibility.Private } } field => field.Field,
            IPropertyReferenceOperation { Property: { IsReadOnly: true } or { SetMethod.DeclaredAccessibility: Accessibility.Private } } property => (ISymbol)property.Property,
            _ => null,
        };
        if (symbol is not { DeclaringSyntaxReferences: { Length: 1 } declarations } || reference.SemanticModel is not { } model
            || declarations[0].SyntaxTree != reference.Syntax.SyntaxTree || ScopeOf(symbol, declarations[0].GetSyntax()) is not { } scope)
        {
            return null;
        }

        var values = new List<ExpressionSyntax>();
        if (InitializerOf(declarations[0].GetSyntax()) is { } initializer)
        {
            values.Add(initializer);
        }

        foreach (var node in scope.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment && Names(assignment.Left, symbol.Name))
            {
                values.Add(assignment.Right);
            }
            else if (node is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument && Names(argument.Expression, symbol.Name))
            {
                return null;
            }
        }

        return values.Count == 1 ? model.GetOperation(values[0], CancellationToken.None) : null;
    }

    // What can give the symbol a value: a local's own body, or the whole type of a member, which must not go on in another file.
    private static SyntaxNode? ScopeOf(ISymbol symbol, SyntaxNode declaration)
    {
        if (symbol is ILocalSymbol)
        {
            return declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : declaration.SyntaxTree.GetRoot();
        }

        return symbol.ContainingType.DeclaringSyntaxReferences.Length == 1 ? declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() : null;
    }

    private static ExpressionSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } => value,
        PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
        _ => null,
    };

    private static bool Names(ExpressionSyntax target, string name) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == name,
        _ => false,
    };
}
