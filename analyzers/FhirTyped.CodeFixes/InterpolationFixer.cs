using System.Collections.Immutable;
using System.Composition;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1206: makes an interpolated string of a concatenation, so that <c>Search</c> escapes the values.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InterpolationFixer))]
[Shared]
public sealed class InterpolationFixer : CodeFixProvider
{
    private const string Title = "Write the query as an interpolated string";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("FHT1206");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            // Elsewhere the call is not one of a typed client, and an interpolated string would escape nothing.
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is BinaryExpressionSyntax { Parent: ArgumentSyntax } concatenation
                && concatenation.Span == diagnostic.Location.SourceSpan && Interpolate(concatenation) is { } interpolated)
            {
                context.Offer(diagnostic, Title, () => root.ReplaceNode(concatenation, interpolated));
            }
        }
    }

    private static ExpressionSyntax? Interpolate(BinaryExpressionSyntax concatenation)
    {
        var text = new StringBuilder("$\"");
        return Append(text, concatenation) ? SyntaxFactory.ParseExpression(text.Append('"').ToString()).WithTriviaFrom(concatenation) : null;
    }

    private static bool Append(StringBuilder text, ExpressionSyntax expression)
    {
        switch (expression)
        {
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AddExpression):
                return Append(text, binary.Left) && Append(text, binary.Right);
            case LiteralExpressionSyntax literal when literal.Token.IsKind(SyntaxKind.StringLiteralToken) && literal.Token.Text.StartsWith("\"", System.StringComparison.Ordinal):
                var token = literal.Token.Text;
                text.Append(token, 1, token.Length - 2).Replace("{", "{{", text.Length - token.Length + 2, token.Length - 2);
                return true;
            case InterpolatedStringExpressionSyntax or LiteralExpressionSyntax:
                return false;
            default:
                // A choice holds a colon, which would end the hole.
                text.Append('{').Append(expression is ConditionalExpressionSyntax ? "(" + expression.WithoutTrivia() + ")" : expression.WithoutTrivia().ToString()).Append('}');
                return true;
        }
    }
}
