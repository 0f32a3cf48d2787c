using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.CodeFixes;

/// <summary>FHT1306: reads a secret that is assigned to a property of options from the configuration that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConfigurationFixer))]
[Shared]
public sealed class ConfigurationFixer : CodeFixProvider
{
    private const string Title = "Read it from the configuration";

    private static readonly string[] SuffixesOfOptions = { "Options", "Settings" };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("FHT1306");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // In a JSON file there is nothing to read it from.
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } secret
                && assignment.Right == secret && assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax
                && model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is IPropertySymbol { Type.SpecialType: SpecialType.System_String } property
                && await ReplaceAsync(context.Document, root, model, assignment, property, context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.Offer(diagnostic, Title, () => changed);
            }
        }
    }

    /// <summary>The tree with the first configuration in scope that compiles there; null where there is none.</summary>
    private static async Task<SyntaxNode?> ReplaceAsync(
        Document document, SyntaxNode root, SemanticModel model, AssignmentExpressionSyntax assignment, IPropertySymbol property, CancellationToken cancellationToken)
    {
        foreach (var configuration in Configurations(model, assignment.SpanStart))
        {
            var value = SyntaxFactory.ParseExpression(Read(model, assignment, property, configuration));
            var changed = root.ReplaceNode(assignment.Right, value.WithTriviaFrom(assignment.Right));
            if (await CompilesAsync(document.WithSyntaxRoot(changed), assignment.SpanStart, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }

        return null;
    }

    private static string Read(SemanticModel model, AssignmentExpressionSyntax assignment, IPropertySymbol property, string configuration)
    {
        var key = KeyOf(assignment, property);
        var read = configuration + "[" + SyntaxFactory.Literal(key) + "]";
        if (property.NullableAnnotation != NullableAnnotation.NotAnnotated
            || model.Compilation.GetTypeByMetadataName("System.InvalidOperationException") is not { } exception)
        {
            return read;
        }

        return read + " ?? throw new " + exception.ToMinimalDisplayString(model, assignment.SpanStart) + "(" + SyntaxFactory.Literal(key + " is not configured.") + ")";
    }

    /// <summary>The expressions in scope that are a configuration: what is nearest first, and what has one as its <c>Configuration</c> last.</summary>
    private static IEnumerable<string> Configurations(SemanticModel model, int position)
    {
        var owners = new List<string>();
        var members = new List<string>();
        foreach (var symbol in model.LookupSymbols(position))
        {
            var (type, isMember) = symbol switch
            {
                ILocalSymbol local => (local.Type, false),
                IParameterSymbol parameter => (parameter.Type, false),
                IFieldSymbol field => (field.Type, true),
                IPropertySymbol property => (property.Type, true),
                _ => (null, false),
            };
            if (type is null)
            {
                continue;
            }

            if (!IsConfiguration(type))
            {
                if (HasConfiguration(type))
                {
                    owners.Add(symbol.Name + ".Configuration");
                }
            }
            else if (isMember)
            {
                members.Add(symbol.Name);
            }
            else
            {
                yield return symbol.Name;
            }
        }

        members.AddRange(owners);
        foreach (var expression in members)
        {
            yield return expression;
        }
    }

    private static bool HasConfiguration(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers("Configuration"))
            {
                if (member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public } property && IsConfiguration(property.Type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsConfiguration(ITypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (IsInterface(contract))
            {
                return true;
            }
        }

        return IsInterface(type);

        static bool IsInterface(ITypeSymbol type) =>
            type is { Name: "IConfiguration", ContainingNamespace: { Name: "Configuration", ContainingNamespace: { Name: "Extensions", ContainingNamespace.Name: "Microsoft" } } };
    }

    /// <summary>
    /// The key: the property in the section of the platform that is being added, <c>Epic:ClientSecret</c>, or else of the options themselves.
    /// </summary>
    private static string KeyOf(AssignmentExpressionSyntax assignment, IPropertySymbol property)
    {
        foreach (var node in assignment.Ancestors())
        {
            var method = node is InvocationExpressionSyntax call ? (call.Expression as MemberAccessExpressionSyntax)?.Name ?? call.Expression : null;
            if (method is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } && types[0] is SimpleNameSyntax platform)
            {
                return platform.Identifier.ValueText + ":" + property.Name;
            }
        }

        var section = property.ContainingType.Name;
        foreach (var suffix in SuffixesOfOptions)
        {
            if (section.Length > suffix.Length && section.EndsWith(suffix, StringComparison.Ordinal))
            {
                section = section.Substring(0, section.Length - suffix.Length);
            }
        }

        return section + ":" + property.Name;
    }

    // A local may be declared further down, and a static method has none of the fields.
    private static async Task<bool> CompilesAsync(Document document, int position, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var assignment = root.FindToken(position).Parent!.FirstAncestorOrSelf<AssignmentExpressionSyntax>()!;
        foreach (var problem in model.GetDiagnostics(assignment.Span, cancellationToken))
        {
            if (problem.Severity == DiagnosticSeverity.Error)
            {
                return false;
            }
        }

        return true;
    }
}
