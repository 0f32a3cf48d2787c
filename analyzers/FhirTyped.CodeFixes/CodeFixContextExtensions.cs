using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FhirTyped.CodeFixes;

/// <summary>How every fix is offered.</summary>
internal static class CodeFixContextExtensions
{
    /// <summary>Offers a fix that changes the tree of the document.</summary>
    /// <param name="context">The context.</param>
    /// <param name="diagnostic">What it fixes.</param>
    /// <param name="title">What an editor shows.</param>
    /// <param name="change">Makes the changed tree; called only where the fix is looked at or taken.</param>
    /// <param name="equivalenceKey">What the fixes have in common that "fix all" takes together; by default the title.</param>
    public static void Offer(this CodeFixContext context, Diagnostic diagnostic, string title, Func<SyntaxNode> change, string? equivalenceKey = null) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(change())), equivalenceKey ?? title), diagnostic);
}
