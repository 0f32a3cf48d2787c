using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Analyzers;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1003, FHT1207, FHT1208, FHT1211: puts the right name or code into a query that is written as text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LiteralNameFixer))]
[Shared]
public sealed class LiteralNameFixer : CodeFixProvider
{
    private const string Title = "Use '{0}' in the query";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(CapabilityIds.SearchParameter, "FHT1207", "FHT1208", CapabilityIds.ImpossibleValue);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var span = diagnostic.Location.SourceSpan;
            if (diagnostic.Properties.TryGetValue(LiteralQueryAnalyzer.Replacement, out var name) && name is not null
                && root.FindToken(span.Start) is { Parent: LiteralExpressionSyntax or InterpolatedStringTextSyntax } token && token.Span.Contains(span)
                && (diagnostic.Id == CapabilityIds.ImpossibleValue ? span.Length < token.Span.Length : IsName(text.ToString(span))))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        string.Format(System.Globalization.CultureInfo.InvariantCulture, Title, name),
                        _ => Task.FromResult(context.Document.WithText(text.WithChanges(new TextChange(span, name)))),
                        equivalenceKey: Title),
                    diagnostic);
            }
        }
    }

    // Where the place of the name is not known exactly, the diagnostic stands on the whole text.
    private static bool IsName(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
