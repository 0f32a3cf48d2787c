using FhirTyped.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.ModelGenerator.Tests;

/// <summary>Runs the generator over the repository's own facts.</summary>
internal sealed class GeneratorRun
{
    private GeneratorDriver _driver;
    private readonly Compilation _compilation;

    private GeneratorRun(GeneratorDriver driver, Compilation compilation)
    {
        _driver = driver;
        _compilation = compilation;
    }

    public static List<FactsText> Facts()
    {
        var spec = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec");
        string[] files = ["types.facts", "codes.facts", "resources/Patient.facts", "resources/Observation.facts", "resources/Bundle.facts",
            "resources/Resource.facts", "resources/DomainResource.facts"];
        return [.. files.Select(file => new FactsText(file, File.ReadAllText(Path.Combine(spec, file))))];
    }

    public static GeneratorRun Start(IEnumerable<FactsText> facts, IIncrementalGenerator? generator = null)
    {
        var compilation = CSharpCompilation.Create("Model", [CSharpSyntaxTree.ParseText("class C { }")]);
        var driver = CSharpGeneratorDriver.Create(
            [(generator ?? new ModelGenerator()).AsSourceGenerator()],
            facts,
            driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver.RunGenerators(compilation), compilation);
    }

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    public GeneratorRun Edit(FactsText old, FactsText edited)
    {
        _driver = _driver.ReplaceAdditionalText(old, edited).RunGenerators(_compilation);
        return this;
    }

    public GeneratorRun EditCode()
    {
        _driver = _driver.RunGenerators(_compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class D { }")));
        return this;
    }

    /// <summary>The hint names by output step reason.</summary>
    public IEnumerable<string> Emitted() =>
        Result.TrackedOutputSteps.SelectMany(step => step.Value)
            .Where(step => step.Outputs.Any(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified))
            .Select(step => step.Inputs[0].Source.Outputs[step.Inputs[0].OutputIndex].Value.ToString() ?? "");

    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);
}
