using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using FhirTyped.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1501: makes one search for a list of ids out of a loop that reads each.</summary>
/// <remarks>Offered only where the result compiles: what else the loop does with the id is for a person to take apart.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListOfIdsFixer))]
[Shared]
public sealed class ListOfIdsFixer : CodeFixProvider
{
    private const string Title = "Search once for the list of ids (ids that do not exist are left out)";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("FHT1501");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(UseAnalyzer.ListOfIds, out var type) || type is null
                || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } read
                || Rewrite(read, type, model) is not var (loop, changed))
            {
                continue;
            }

            var annotation = new SyntaxAnnotation();
            var document = context.Document.WithSyntaxRoot(root.ReplaceNode(loop, changed.WithAdditionalAnnotations(annotation, Formatter.Annotation)));
            if (await CompilesAsync(document, annotation, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(document), equivalenceKey: Title), diagnostic);
            }
        }
    }

    private static (ForEachStatementSyntax Old, ForEachStatementSyntax New)? Rewrite(InvocationExpressionSyntax read, string type, SemanticModel model)
    {
        if (read is not { Expression: MemberAccessExpressionSyntax { Expression: var endpoint }, ArgumentList.Arguments: { Count: 1 or 2 } arguments, Parent: AwaitExpressionSyntax awaited }
            || read.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { } loop || loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)
            || arguments[0].Expression is not IdentifierNameSyntax id || id.Identifier.ValueText != loop.Identifier.ValueText || CountUses(loop) != 1
            || NameFor(awaited, type, model) is not var (name, declaration))
        {
            return null;
        }

        var token = arguments.Count == 2 ? ".WithCancellation(" + arguments[1].Expression + ")" : "";
        var body = declaration is null
            ? loop.Statement.ReplaceNode(awaited, SyntaxFactory.IdentifierName(name).WithTriviaFrom(awaited))
            : loop.Statement.RemoveNode(declaration, SyntaxRemoveOptions.KeepNoTrivia)!;
        var head = (ForEachStatementSyntax)SyntaxFactory.ParseStatement(
            "await foreach (var " + name + " in " + endpoint.WithoutTrivia() + ".Search(q => q.Id.AnyOf([.. " + loop.Expression + "]))" + token + ") { }");
        return (loop, head.WithStatement(body).WithTriviaFrom(loop));
    }

    private static int CountUses(ForEachStatementSyntax loop)
    {
        var uses = 0;
        foreach (var node in loop.Statement.DescendantNodes())
        {
            uses += node is IdentifierNameSyntax name && name.Identifier.ValueText == loop.Identifier.ValueText ? 1 : 0;
        }

        return uses;
    }

    /// <summary>
    /// What the resource is called in the loop: the name that the loop gives it in a statement of its own, which then goes, or one that
    /// nothing else has there.
    /// </summary>
    private static (string Name, LocalDeclarationStatementSyntax? Declaration)? NameFor(AwaitExpressionSyntax awaited, string type, SemanticModel model)
    {
        if (awaited.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } } variable })
        {
            return (variable.Identifier.ValueText, declaration);
        }

        foreach (var candidate in new[] { char.ToLowerInvariant(type[0]) + type.Substring(1), "found" + type })
        {
            if (model.LookupSymbols(awaited.SpanStart, name: candidate).IsEmpty)
            {
                return (candidate, null);
            }
        }

        return null;
    }

    private static async Task<bool> CompilesAsync(Document document, SyntaxAnnotation annotation, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        foreach (var node in root.GetAnnotatedNodes(annotation))
        {
            // The whole function: a name may now stand in the way of another.
            var scope = node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node;
            foreach (var problem in model.GetDiagnostics(scope.Span, cancellationToken))
            {
                if (problem.Severity == DiagnosticSeverity.Error)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
