using FhirTyped.ModelGenerator.Filters;
using FhirTyped.TestKit;

namespace FhirTyped.ModelGenerator.Tests;

/// <summary>The local filters that are made of the facts of search parameters.</summary>
public sealed class FilterTests
{
    private static readonly FactsText Facts = new(
        "search-parameters.facts",
        File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec", "search-parameters.facts")));

    [Fact]
    public void Filters_AreOneForEachResourceTypeAndOneForAll()
    {
        var sources = Start().Result.GeneratedSources.Select(static source => source.HintName).ToList();
        Assert.Equal(147, sources.Count);
        Assert.Contains("FhirFilter.g.cs", sources);
        Assert.Contains("LocalFilters.Binary.g.cs", sources);
        Assert.DoesNotContain("LocalFilters.DomainResource.g.cs", sources);
    }

    [Fact]
    public void Filter_HasEveryParameterThatHasAnExpression()
    {
        var patient = TextOf(Start(), "LocalFilters.Patient.g.cs");
        Assert.Contains("public DateParameter<PatientFilter> Birthdate => new(this, \"birthdate\");", patient, StringComparison.Ordinal);
        Assert.Contains("public StringParameter<PatientFilter> AddressCity => new(this, \"address-city\");", patient, StringComparison.Ordinal);
        Assert.DoesNotContain("_text", patient, StringComparison.Ordinal);
    }

    [Fact]
    public void CommonParameter_WhoseNameATypeHasOfItsOwn_HasTheNameThatQueriesGiveIt()
    {
        var run = Start();
        Assert.Contains("LastUpdated => new(Self, \"_lastUpdated\")", TextOf(run, "FhirFilter.g.cs"), StringComparison.Ordinal);
        Assert.Contains(" SourceParameter => new(this, \"_source\")", TextOf(run, "LocalFilters.AuditEvent.g.cs"), StringComparison.Ordinal);
        Assert.Contains(" Source => new(this, \"_source\")", TextOf(run, "LocalFilters.Patient.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_OfOneParameter_EmitsThatFilterOnly()
    {
        var run = Start();
        Assert.Empty(run.EditCode().Emitted());

        var edited = Facts.GetText().ToString().Replace("Patient birthdate date\t", "Patient birth-date date\t", StringComparison.Ordinal);
        Assert.Contains("PatientFilter", TextOf(run.Edit(Facts, new FactsText(Facts.Path, edited)), "LocalFilters.Patient.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Patient", Assert.Single(run.Emitted()), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelGenerator_MakesNothingOfThem() =>
        Assert.Empty(GeneratorRun.Start([Facts]).Result.GeneratedSources);

    private static GeneratorRun Start() => GeneratorRun.Start([Facts], new FilterGenerator());

    private static string TextOf(GeneratorRun run, string hint) =>
        run.Result.GeneratedSources.Single(source => source.HintName == hint).SourceText.ToString();
}
