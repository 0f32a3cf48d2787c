using System.Collections.Generic;
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

/// <summary>FHT1101: adds the criteria that are missing, one fix for each set that would do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingCriterionFixer))]
[Shared]
public sealed class MissingCriterionFixer : CodeFixProvider
{
    private const string Title = "Add ";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(CapabilityIds.RequiredCombination);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(Remedies.MissingCriteria, out var sets) || sets is null
                || (SearchEdits.FunctionAt(root, diagnostic.Location) ?? SearchEdits.FunctionAround(root, diagnostic.Location)) is not { } lambda)
            {
                continue;
            }

            foreach (var set in sets.Split('\n'))
            {
                Register(context, diagnostic, root, model, lambda, set);
            }
        }
    }

    private static void Register(
        CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SemanticModel model, LambdaExpressionSyntax lambda, string set)
    {
        var call = "";
        var names = new List<string>();
        foreach (var word in set.Split(' '))
        {
            var parts = word.Split(':');
            if (Call(model, lambda, parts[0], parts[1], parts[2]) is not { } part)
            {
                return;
            }

            call += part;
            names.Add(parts[0]);
        }

        context.Offer(diagnostic, Title + string.Join(" and ", names), () => root.ReplaceNode(lambda, SearchEdits.Append(lambda, call)));
    }

    /// <summary>The criterion, with a value that is at hand; null for types whose values nobody can guess.</summary>
    private static string? Call(SemanticModel model, LambdaExpressionSyntax lambda, string property, string type, string known)
    {
        var comparator = type switch
        {
            nameof(SearchParameterType.Token) or nameof(SearchParameterType.Reference) or nameof(SearchParameterType.Uri) => "Is",
            nameof(SearchParameterType.String) => "StartsWith",
            _ => null,
        };
        if (comparator is null)
        {
            return null;
        }

        var value = known.Length > 0 ? null : Variable(model, lambda, property);
        return "." + property + "." + comparator + "(" + (value ?? SyntaxFactory.Literal(known.Length > 0 ? known : property.ToLowerInvariant()).ToString()) + ")";
    }

    /// <summary>A string in scope that is named like the parameter: <c>patient</c> or <c>patientId</c> for Patient.</summary>
    private static string? Variable(SemanticModel model, LambdaExpressionSyntax lambda, string property)
    {
        foreach (var symbol in model.LookupSymbols(lambda.SpanStart))
        {
            var type = symbol switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, _ => null };
            if (type?.SpecialType == SpecialType.System_String
                && (Same(symbol.Name, property) || Same(symbol.Name, property + "Id")) && (symbol is not ILocalSymbol || symbol.Locations[0].SourceSpan.End < lambda.SpanStart))
            {
                return symbol.Name;
            }
        }

        return null;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, System.StringComparison.OrdinalIgnoreCase);
}
