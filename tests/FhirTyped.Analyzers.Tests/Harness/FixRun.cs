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

    /// <summary>The fixers that cannot fix all at once.</summary>
    public static IReadOnlyList<string> FixersWithoutFixAll =>
        [.. Fixers.Where(static fixer => fixer.GetFixAllProvider() is null).Select(static fixer => fixer.GetType().Name)];

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
    public static Task VerifyBodyAsync(string id, string before, string? after, string? title = null) =>
        VerifyAsync(id, AnalyzerRun.InMethod(before), after is null ? null : AnalyzerRun.InMethod(after), title);

    /// <summary>The same for a whole source, in a project of its own kind.</summary>
    public static async Task VerifyAsync(string id, string before, string? after, string? title = null, AnalyzerSetup? setup = null)
    {
        var document = Document(AnalyzerRun.Usings + before, setup);
        var diagnostics = await DiagnosticsOfAsync(document, id, setup);
        var offers = await OffersAsync(document, diagnostics[0]);
        if (after is null)
        {
            Assert.Empty(offers);
            return;
        }

        await VerifyResultAsync(id, document, Choose(offers, title).Action, after, setup);
    }

    /// <summary>Checks that the fix of the first diagnostic of an id, applied to all of them at once, gives another body, that it compiles, and that all are gone.</summary>
    public static Task VerifyAllAsync(string id, string before, string after, string? title = null) =>
        VerifyAllSourceAsync(id, AnalyzerRun.InMethod(before), AnalyzerRun.InMethod(after), title);

    /// <summary>The same for a whole source.</summary>
    public static async Task VerifyAllSourceAsync(string id, string before, string after, string? title = null)
    {
        var document = Document(AnalyzerRun.Usings + before);
        var diagnostics = await DiagnosticsOfAsync(document, id);
        Assert.True(diagnostics.Count > 1, "There is only one to fix.");
        var (fixer, action) = Choose(await OffersAsync(document, diagnostics[0]), title);
        var all = await fixer.GetFixAllProvider()!.GetFixAsync(new(
            document, fixer, FixAllScope.Document, action.EquivalenceKey, [id], new Diagnostics(diagnostics), CancellationToken.None));

        await VerifyResultAsync(id, document, all!, after);
    }

    private static async Task<IReadOnlyList<Diagnostic>> DiagnosticsOfAsync(Document document, string id, AnalyzerSetup? setup = null)
    {
        var tree = await document.GetSyntaxTreeAsync();
        return [.. (await AnalyzerRun.DiagnosticsOfAsync(tree!.ToString(), setup)).Where(found => found.Id == id).Select(found => Move(found, tree))];
    }

    private static async Task<IReadOnlyList<(CodeFixProvider Fixer, CodeAction Action)>> OffersAsync(Document document, Diagnostic diagnostic)
    {
        var offers = new List<(CodeFixProvider, CodeAction)>();
        foreach (var fixer in Fixers.Where(fixer => fixer.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fixer.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offers.Add((fixer, action)), CancellationToken.None));
        }

        return offers;
    }

    private static (CodeFixProvider Fixer, CodeAction Action) Choose(IReadOnlyList<(CodeFixProvider Fixer, CodeAction Action)> offers, string? title) =>
        title is null ? Assert.Single(offers) : Assert.Single(offers, offer => offer.Action.Title == title);

    private static async Task VerifyResultAsync(string id, Document document, CodeAction action, string after, AnalyzerSetup? setup = null)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var text = (await changed.GetTextAsync()).ToString();

        Assert.Equal(Lines(AnalyzerRun.Usings + after), Lines(text));
        Assert.Empty(AnalyzerRun.Compile(text, setup).GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));
        Assert.DoesNotContain(await AnalyzerRun.DiagnosticsOfAsync(text, setup), found => found.Id == id);
    }

    private static Document Document(string source, AnalyzerSetup? setup = null)
    {
        var workspace = new AdhocWorkspace();
        var compilation = AnalyzerRun.Compile(source, setup);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Acme.Clinic", "Acme.Clinic", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13), metadataReferences: compilation.References));
        return workspace.AddDocument(project.Id, "Clinic.cs", SourceText.From(source));
    }

    private static Diagnostic Move(Diagnostic diagnostic, SyntaxTree? tree) => Diagnostic.Create(
        diagnostic.Descriptor, Location.Create(tree!, diagnostic.Location.SourceSpan), diagnostic.Properties, diagnostic.GetMessage());

    private static IReadOnlyList<string> Lines(string text) =>
        [.. text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];

    private sealed class Diagnostics(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
