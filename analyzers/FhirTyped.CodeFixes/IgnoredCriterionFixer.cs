using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
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

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (SearchEdits.CriterionAt(root, diagnostic.Location) is { } criterion && Remove(root, criterion) is { } changed)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: Title), diagnostic);
            }
        }
    }

    private static SyntaxNode? Remove(SyntaxNode root, InvocationExpressionSyntax criterion)
    {
        var receiver = SearchEdits.ReceiverOf(criterion);
        return criterion.Parent switch
        {
            // A name alone is no statement: the whole statement goes.
            ExpressionStatementSyntax statement when receiver is not InvocationExpressionSyntax => root.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia),
            LambdaExpressionSyntax when receiver is not InvocationExpressionSyntax => null,
            _ => root.ReplaceNode(criterion, receiver.WithTrailingTrivia(criterion.GetTrailingTrivia())),
        };
    }
}
