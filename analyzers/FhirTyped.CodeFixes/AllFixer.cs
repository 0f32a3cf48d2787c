using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1111: says that a search without a filter is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AllFixer))]
[Shared]
public sealed class AllFixer : CodeFixProvider
{
    private const string Title = "Search everything: call All()";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(CapabilityIds.NoFilter);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (SearchEdits.FunctionAt(root, diagnostic.Location) is { } lambda)
            {
                context.Offer(diagnostic, Title, () => root.ReplaceNode(lambda, SearchEdits.Append(lambda, ".All()")));
            }
        }
    }
}
