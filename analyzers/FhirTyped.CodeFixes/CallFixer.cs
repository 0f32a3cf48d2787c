using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1504, FHT1602: passes a token on, sends a search by POST.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallFixer))]
[Shared]
public sealed class CallFixer : CodeFixProvider
{
    private const string PassToken = "Pass on the CancellationToken";
    private const string Post = "Send the search by POST: ViaPost()";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("FHT1504", "FHT1602");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan);
            var (call, changed, title) = diagnostic.Id == "FHT1504" ? WithToken(node, diagnostic) : ByPost(node);
            if (call is not null && changed is not null)
            {
                context.Offer(diagnostic, title, () => root.ReplaceNode(call, changed));
            }
        }
    }

    private static (SyntaxNode? Old, SyntaxNode? New, string Title) WithToken(SyntaxNode node, Diagnostic diagnostic)
    {
        var call = node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is null || !diagnostic.Properties.TryGetValue(UseAnalyzer.Token, out var token) || token is null)
        {
            return default;
        }

        // By its place where every parameter before it is given: that is so for all but named arguments.
        var isNamed = call.ArgumentList.Arguments.Count > 0 && call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1].NameColon is not null;
        var argument = SyntaxFactory.ParseArgumentList("(" + (isNamed ? "cancellationToken: " : "") + token + ")").Arguments[0];
        var arguments = call.ArgumentList.Arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(argument)
            : call.ArgumentList.Arguments.Add(argument.WithLeadingTrivia(SyntaxFactory.Space));
        return (call, call.WithArgumentList(call.ArgumentList.WithArguments(arguments)), PassToken);
    }

    private static (SyntaxNode? Old, SyntaxNode? New, string Title) ByPost(SyntaxNode node)
    {
        // From the parameter's name out of the function to the call of Search.
        var call = node.FirstAncestorOrSelf<LambdaExpressionSyntax>()?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return call is null
            ? default
            : (call, SyntaxFactory.ParseExpression(call.WithoutTrivia().ToFullString() + ".ViaPost()").WithTriviaFrom(call), Post);
    }
}
