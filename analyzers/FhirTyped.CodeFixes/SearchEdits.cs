using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace FhirTyped.CodeFixes;

/// <summary>Edits of the function that builds a search.</summary>
internal static class SearchEdits
{
    /// <summary>The function of a call of <c>Search</c>, found from the name of the method; null where it is written elsewhere.</summary>
    public static LambdaExpressionSyntax? FunctionAt(SyntaxNode root, Location location)
    {
        var node = root.FindNode(location.SourceSpan);
        var invocation = node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return invocation is { ArgumentList.Arguments: { Count: > 0 } arguments } && arguments[0].Expression is LambdaExpressionSyntax lambda
            && NameOfParameter(lambda) is not null && CanAppend(lambda) ? lambda : null;
    }

    /// <summary>The function around a place inside it, or null.</summary>
    public static LambdaExpressionSyntax? FunctionAround(SyntaxNode root, Location location) =>
        root.FindNode(location.SourceSpan).FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } lambda
            && NameOfParameter(lambda) is not null && CanAppend(lambda) ? lambda : null;

    /// <summary>The function with a call more, written as what follows the query: <c>.Category.Is("laboratory")</c>.</summary>
    public static LambdaExpressionSyntax Append(LambdaExpressionSyntax lambda, string call)
    {
        if (lambda.ExpressionBody is { } expression)
        {
            var longer = SyntaxFactory.ParseExpression(expression.WithoutTrivia().ToFullString() + call);
            return (LambdaExpressionSyntax)lambda.ReplaceNode(expression, longer.WithTriviaFrom(expression));
        }

        var statement = SyntaxFactory.ParseStatement(NameOfParameter(lambda) + call + ";")
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation);
        var block = lambda.Block!;
        return (LambdaExpressionSyntax)lambda.ReplaceNode(block, block.WithStatements(block.Statements.Insert(0, statement)).WithAdditionalAnnotations(Formatter.Annotation));
    }

    /// <summary>The call <c>.Parameter.Comparator(…)</c> whose parameter stands at a place; null where the code has another form.</summary>
    public static InvocationExpressionSyntax? CriterionAt(SyntaxNode root, Location location) =>
        root.FindToken(location.SourceSpan.Start).Parent is IdentifierNameSyntax
        {
            Parent: MemberAccessExpressionSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } comparator } parameter,
        } && comparator.Expression == parameter ? call : null;

    /// <summary>What stands before <c>.Parameter.Comparator(…)</c>.</summary>
    public static ExpressionSyntax ReceiverOf(InvocationExpressionSyntax criterion) =>
        ((MemberAccessExpressionSyntax)((MemberAccessExpressionSyntax)criterion.Expression).Expression).Expression;

    /// <summary>The name of the parameter of a criterion.</summary>
    public static string ParameterOf(InvocationExpressionSyntax criterion) =>
        ((MemberAccessExpressionSyntax)((MemberAccessExpressionSyntax)criterion.Expression).Expression).Name.Identifier.ValueText;

    // A call can follow a name or a call; behind an assignment or a choice it would belong to a part of it.
    private static bool CanAppend(LambdaExpressionSyntax lambda) => lambda.Block is not null || lambda.ExpressionBody is InvocationExpressionSyntax or IdentifierNameSyntax;

    private static string? NameOfParameter(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0].Identifier.ValueText,
        _ => null,
    };
}
