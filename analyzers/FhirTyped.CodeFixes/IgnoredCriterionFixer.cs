using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1102: takes out a criterion that the platform ignores.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IgnoredCriterionFixer))]
[Shared]
public sealed class IgnoredCriterionFixer : CodeFixProvider
{
    private const string Title = "Remove the criterion that is ignored";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(CapabilityIds.IgnoredInCombination);

    // One after the other: criteria of one chain lie within each other, and merged changes of texts would lose some of them.
    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var root = (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var criteria = new List<InvocationExpressionSyntax>();
        foreach (var diagnostic in diagnostics)
        {
            if (SearchEdits.CriterionAt(root, diagnostic.Location) is { } criterion)
            {
                criteria.Add(criterion);
            }
        }

        return document.WithSyntaxRoot(Remove(root, criteria));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (SearchEdits.CriterionAt(root, diagnostic.Location) is { } criterion && Remove(root, new List<InvocationExpressionSyntax> { criterion }) is var changed && changed != root)
            {
                context.Offer(diagnostic, Title, () => changed);
            }
        }
    }

    private static SyntaxNode Remove(SyntaxNode root, List<InvocationExpressionSyntax> criteria)
    {
        var left = new SyntaxAnnotation();
        criteria.RemoveAll(criterion => LeavesNothing(criterion, criteria));
        var changed = root.ReplaceNodes(criteria, (_, criterion) => SearchEdits.ReceiverOf((InvocationExpressionSyntax)criterion)
            .WithTrailingTrivia(criterion.GetTrailingTrivia()).WithAdditionalAnnotations(left));

        // A name alone is no statement: the whole statement goes.
        var statements = new List<SyntaxNode>();
        foreach (var node in changed.GetAnnotatedNodes(left))
        {
            if (node is not InvocationExpressionSyntax && node.Parent is ExpressionStatementSyntax statement)
            {
                statements.Add(statement);
            }
        }

        return changed.RemoveNodes(statements, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>Whether a function would be left without a body if a criterion and those behind it went.</summary>
    private static bool LeavesNothing(InvocationExpressionSyntax criterion, List<InvocationExpressionSyntax> criteria)
    {
        if (SearchEdits.ReceiverOf(criterion) is InvocationExpressionSyntax)
        {
            return false;
        }

        SyntaxNode? last = criterion;
        while (last is { Parent: MemberAccessExpressionSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } } } && criteria.Contains(next))
        {
            last = next;
        }

        return last?.Parent is LambdaExpressionSyntax;
    }
}
