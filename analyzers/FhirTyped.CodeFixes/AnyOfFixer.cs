using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1108: makes one list of a parameter that is repeated, of whose values one must hold.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnyOfFixer))]
[Shared]
public sealed class AnyOfFixer : CodeFixProvider
{
    private const string Title = "Give the values as one list: AnyOf";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(CapabilityIds.OrOnly);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (SearchEdits.CriterionAt(root, diagnostic.Location) is { } second && Earlier(second) is { } first
                && Values(model, first, context.CancellationToken) is { } left && Values(model, second, context.CancellationToken) is { } right)
            {
                context.Offer(diagnostic, Title, () => Join(root, first, second, left + ", " + right));
            }
        }
    }

    /// <summary>The criterion of the same parameter further up the chain, or null.</summary>
    private static InvocationExpressionSyntax? Earlier(InvocationExpressionSyntax criterion)
    {
        for (var expression = SearchEdits.ReceiverOf(criterion); expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call;)
        {
            if (member.Expression is not MemberAccessExpressionSyntax)
            {
                // A call on the query itself, such as Count.
                expression = member.Expression;
                continue;
            }

            if (SearchEdits.ParameterOf(call) == SearchEdits.ParameterOf(criterion))
            {
                return call;
            }

            expression = SearchEdits.ReceiverOf(call);
        }

        return null;
    }

    /// <summary>The values of a criterion as arguments of <c>AnyOf</c>; null for a comparator that is no equality.</summary>
    private static string? Values(SemanticModel model, InvocationExpressionSyntax criterion, CancellationToken cancellation)
    {
        var method = ((MemberAccessExpressionSyntax)criterion.Expression).Name.Identifier.ValueText;
        var arguments = criterion.ArgumentList.Arguments;
        if (method == "AnyOf")
        {
            return arguments.ToString();
        }

        if (method != "Is" || model.GetSymbolInfo(criterion, cancellation).Symbol is not IMethodSymbol symbol)
        {
            return null;
        }

        var isToken = symbol.ContainingType.Name == "TokenParameter";
        return arguments.Count == 2
            ? (isToken ? "new " + TokenName(model, criterion) + "(" + arguments + ")" : null)
            : symbol.Parameters[0].Type.SpecialType == SpecialType.System_Boolean ? null
            : isToken && symbol.IsGenericMethod ? TokenName(model, criterion) + ".Of(" + arguments + ")"
            : arguments.ToString();
    }

    private static string TokenName(SemanticModel model, SyntaxNode place) =>
        model.LookupNamespacesAndTypes(place.SpanStart, name: "SearchToken").Length == 1 ? "SearchToken" : "global::FhirTyped.SearchToken";

    private static SyntaxNode Join(SyntaxNode root, InvocationExpressionSyntax first, InvocationExpressionSyntax second, string values)
    {
        var member = (MemberAccessExpressionSyntax)first.Expression;
        var list = SyntaxFactory.ParseArgumentList("(" + values + ")");
        var joined = first.WithExpression(member.WithName(SyntaxFactory.IdentifierName("AnyOf"))).WithArgumentList(list);
        var receiver = SearchEdits.ReceiverOf(second);
        var shorter = receiver == first ? joined : receiver.ReplaceNode(first, joined);
        return root.ReplaceNode(second, shorter.WithTrailingTrivia(second.GetTrailingTrivia()));
    }
}
