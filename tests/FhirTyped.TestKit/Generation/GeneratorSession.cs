using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.TestKit.Generation;

/// <summary>
/// A project in memory with a generator at work, to which a test makes edits as a developer would. Each run is followed by a
/// second one on an equal compilation, which must find everything cached; and everything that the named steps keep is searched
/// for Roslyn objects. So every generator test is a test of caching, too.
/// </summary>
public sealed class GeneratorSession
{
    private readonly IReadOnlyList<string> _steps;
    private readonly SortedDictionary<string, InMemoryText> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal) { ["RootNamespace"] = "Acme" };
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private CSharpParseOptions _parseOptions = ParseOptions;

    /// <summary>Begins a project without files.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="steps">The names of its steps.</param>
    /// <param name="references">The assemblies that the project references, the framework included.</param>
    public GeneratorSession(IIncrementalGenerator generator, IReadOnlyList<string> steps, IEnumerable<MetadataReference> references)
    {
        _steps = steps;
        _compilation = CSharpCompilation.Create(
            "Acme.Clinic",
            [Parse("internal static class Marker { }", ParseOptions)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new InMemoryOptions(_properties),
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    private static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>An additional file that was given before.</summary>
    public InMemoryText TextOf(string path) => _texts[path];

    /// <summary>Adds or replaces an additional file.</summary>
    public GeneratorSession WithText(string path, string text)
    {
        var file = new InMemoryText(path, text);
        _driver = _texts.TryGetValue(path, out var earlier)
            ? _driver.ReplaceAdditionalText(earlier, file)
            : _driver.AddAdditionalTexts([file]);
        _texts[path] = file;
        return this;
    }

    /// <summary>Adds an additional file of the test's own kind.</summary>
    public GeneratorSession WithText(AdditionalText file)
    {
        _driver = _driver.AddAdditionalTexts([file]);
        return this;
    }

    /// <summary>Adds a C# file.</summary>
    public GeneratorSession WithSource(string source)
    {
        // A test's own code needs no documentation; the emitted code must not warn about its own.
        _compilation = _compilation.AddSyntaxTrees(Parse("#pragma warning disable CS1591\n" + source, _parseOptions));
        return this;
    }

    /// <summary>Sets an MSBuild property.</summary>
    public GeneratorSession WithProperty(string name, string value)
    {
        var properties = new Dictionary<string, string>(_properties, StringComparer.Ordinal) { [name] = value };
        _properties[name] = value;
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(new InMemoryOptions(properties));
        return this;
    }

    /// <summary>Sets the project's version of C#.</summary>
    public GeneratorSession WithLanguage(LanguageVersion version)
    {
        _parseOptions = ParseOptions.WithLanguageVersion(version);
        _driver = _driver.WithUpdatedParseOptions(_parseOptions);
        var trees = _compilation.SyntaxTrees.Select(tree => Parse(tree.ToString(), _parseOptions)).ToList();
        _compilation = _compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        if (version < LanguageVersion.CSharp8)
        {
            _compilation = _compilation.WithOptions(_compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        }

        return this;
    }

    /// <summary>Runs the generator on the project as it stands.</summary>
    /// <exception cref="InvalidOperationException">A second run found something that is not cached, or a step keeps Roslyn objects.</exception>
    public GeneratorRun Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out _);
        var run = new GeneratorRun((CSharpCompilation)output, _driver.GetRunResult().Results[0]);
        if (run.Result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator failed: " + exception, exception);
        }

        CheckModels(run.Result);
        CheckCached(_driver.RunGenerators(_compilation.Clone()).GetRunResult().Results[0]);
        return run;
    }

    private static SyntaxTree Parse(string source, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(source, options);

    private void CheckModels(GeneratorRunResult result)
    {
        foreach (var step in _steps)
        {
            foreach (var (value, _) in result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(static run => run.Outputs) : [])
            {
                if (ModelGraph.FindBanned(value) is { } found)
                {
                    throw new InvalidOperationException("The step " + step + " keeps a Roslyn object: " + found);
                }
            }
        }
    }

    private static void CheckCached(GeneratorRunResult second)
    {
        foreach (var (step, runs) in second.TrackedOutputSteps)
        {
            foreach (var (_, reason) in runs.SelectMany(static run => run.Outputs))
            {
                if (reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
                {
                    throw new InvalidOperationException("A second run on equal input gave an output of " + step + " that is " + reason + ".");
                }
            }
        }
    }
}
