using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Analyzers;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1001, FHT1003, FHT1011: puts in the nearest name that the platform, or every platform of the client, supports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameFixer))]
[Shared]
public sealed class NearestNameFixer : CodeFixProvider
{
    private const string Title = "Use '{0}'";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(CapabilityIds.Resource, CapabilityIds.SearchParameter, CapabilityIds.NotOnEvery);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Replace(root, diagnostic) is var (changed, name))
            {
                context.Offer(diagnostic, string.Format(System.Globalization.CultureInfo.InvariantCulture, Title, name), () => changed, Title);
            }
        }
    }

    private static (SyntaxNode Root, string Name)? Replace(SyntaxNode root, Diagnostic diagnostic)
    {
        var token = root.FindToken(diagnostic.Location.SourceSpan.Start);
        if (token.Parent is IdentifierNameSyntax && diagnostic.Properties.TryGetValue(MissingMemberAnalyzer.NearestMember, out var member) && member is not null)
        {
            return (root.ReplaceToken(token, SyntaxFactory.Identifier(member).WithTriviaFrom(token)), member);
        }

        // A name in Where("name", …).
        return token.Parent is LiteralExpressionSyntax literal && literal.Span == diagnostic.Location.SourceSpan
            && diagnostic.Properties.TryGetValue(Remedies.NearestParameter, out var parameter) && parameter is not null
            ? (root.ReplaceToken(token, SyntaxFactory.Literal(parameter).WithTriviaFrom(token)), parameter)
            : null;
    }
}
