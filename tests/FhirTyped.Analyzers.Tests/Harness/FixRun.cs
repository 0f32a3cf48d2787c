extern alias Fixes;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>Applies code fixes to a small source.</summary>
internal static class FixRun
{
    private static readonly ImmutableArray<CodeFixProvider> Fixers =
    [
        .. typeof(Fixes::FhirTyped.CodeFixes.AllFixer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The ids that a fix is offered for.</summary>
    public static IReadOnlyList<string> FixableIds => [.. Fixers.SelectMany(static fixer => fixer.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Checks that a fix of a diagnostic in a method's body gives another body, that the result compiles, and that the
    /// diagnostic is gone from it.
    /// </summary>
    /// <param name="id">The diagnostic; the first of that id is fixed.</param>
    /// <param name="before">The body.</param>
    /// <param name="after">The body afterwards; null where no fix may be offered.</param>
    /// <param name="title">The fix's title, where there are several.</param>
    public static async Task VerifyBodyAsync(string id, string before, string? after, string? title = null)
    {
        var source = AnalyzerRun.Usings + AnalyzerRun.InMethod(before);
        var diagnostic = (await AnalyzerRun.DiagnosticsOfAsync(source)).First(found => found.Id == id);
        var document = Document(source);
        var actions = new List<CodeAction>();
        foreach (var fixer in Fixers.Where(fixer => fixer.FixableDiagnosticIds.Contains(id)))
        {
            await fixer.RegisterCodeFixesAsync(new(document, Move(diagnostic, await document.GetSyntaxTreeAsync()), (action, _) => actions.Add(action), CancellationToken.None));
        }

        if (after is null)
        {
            Assert.Empty(actions);
            return;
        }

        var action = title is null ? Assert.Single(actions) : Assert.Single(actions, action => action.Title == title);
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var text = (await changed.GetTextAsync()).ToString();

        Assert.Equal(Lines(AnalyzerRun.Usings + AnalyzerRun.InMethod(after)), Lines(text));
        Assert.Empty(AnalyzerRun.Compile(text).GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));
        Assert.DoesNotContain(await AnalyzerRun.DiagnosticsOfAsync(text), found => found.Id == id);
    }

    private static Document Document(string source)
    {
        var workspace = new AdhocWorkspace();
        var compilation = AnalyzerRun.Compile(source);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Acme.Clinic", "Acme.Clinic", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13), metadataReferences: compilation.References));
        return workspace.AddDocument(project.Id, "Clinic.cs", SourceText.From(source));
    }

    private static Diagnostic Move(Diagnostic diagnostic, SyntaxTree? tree) => Diagnostic.Create(
        diagnostic.Descriptor, Location.Create(tree!, diagnostic.Location.SourceSpan), diagnostic.Properties, diagnostic.GetMessage());

    private static IReadOnlyList<string> Lines(string text) =>
        [.. text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];
}
