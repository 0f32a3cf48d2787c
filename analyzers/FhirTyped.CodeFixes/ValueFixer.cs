using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1201 to FHT1204, FHT1211: gives the system, the right address, a certain time, the type of a reference, or the nearest code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValueFixer))]
[Shared]
public sealed class ValueFixer : CodeFixProvider
{
    private const string TitleBefore = "Put '{0}' before the value";
    private const string TitleInstead = "Use {0}";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("FHT1201", "FHT1202", "FHT1203", "FHT1204", "FHT1211");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax value
                && Fix(diagnostic, value) is var (title, changed, text))
            {
                context.Offer(
                    diagnostic, string.Format(System.Globalization.CultureInfo.InvariantCulture, title, text),
                    () => root.ReplaceNode(changed.Old, changed.New), title);
            }
        }
    }

    private static (string Title, (SyntaxNode Old, SyntaxNode New) Change, string Text)? Fix(Diagnostic diagnostic, ExpressionSyntax value)
    {
        diagnostic.Properties.TryGetValue(ValueAnalyzer.Remedy, out var remedy);
        switch (diagnostic.Id)
        {
            case "FHT1202" when remedy is not null && value is LiteralExpressionSyntax:
                return (TitleInstead, (value, Literal(remedy)), "'" + remedy + "'");
            case "FHT1201" or "FHT1204" when remedy is not null && value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1 } list } argument:
                var before = SyntaxFactory.ParseArgumentList("(" + SyntaxFactory.Literal(remedy) + ", " + argument + ")");
                return (TitleBefore, (list, before.WithTriviaFrom(list)), remedy);
            case "FHT1211" when remedy is not null && value is LiteralExpressionSyntax { Token.Value: string }:
                return FixCode(remedy, value);
            // Within a text it would be written as the machine's culture has it.
            case "FHT1203" when value.Parent is not InterpolationSyntax && value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var type }:
                return name switch
                {
                    "Now" => (TitleInstead, (value, SyntaxFactory.ParseExpression(Sibling(type, "DateTimeOffset") + ".Now").WithTriviaFrom(value)), "DateTimeOffset.Now"),
                    "Today" => (TitleInstead, (value, SyntaxFactory.ParseExpression(Sibling(type, "DateOnly") + ".FromDateTime(" + value.WithoutTrivia() + ")").WithTriviaFrom(value)), "DateOnly"),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static (string Title, (SyntaxNode Old, SyntaxNode New) Change, string Text)? FixCode(string remedy, ExpressionSyntax value)
    {
        var bar = remedy.IndexOf('|');
        if (bar < 0)
        {
            return (TitleInstead, (value, Literal(remedy).WithTriviaFrom(value)), "'" + remedy + "'");
        }

        // A code with its system is two arguments.
        return value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Is" } } } list }
            ? (TitleInstead, (list, SyntaxFactory.ParseArgumentList("(" + Literal(remedy.Substring(0, bar)) + ", " + Literal(remedy.Substring(bar + 1)) + ")").WithTriviaFrom(list)), "'" + remedy + "'")
            : null;
    }

    /// <summary>Another type of the namespace that a type is named in: <c>System.DateOnly</c> where it says <c>System.DateTime</c>.</summary>
    private static string Sibling(ExpressionSyntax type, string name) => type is MemberAccessExpressionSyntax qualified ? qualified.Expression + "." + name : name;

    private static ExpressionSyntax Literal(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
