using FhirTyped.Capabilities;
using FhirTyped.ModelGenerator.Filters;
using FhirTyped.ModelGenerator.Search;
using FhirTyped.TestKit;
using Microsoft.CodeAnalysis;

namespace FhirTyped.ModelGenerator.Tests;

/// <summary>The interfaces for search parameters: which there are, and what is done again after an edit.</summary>
public sealed class SearchInterfaceTests
{
    private const string FileName = "R4/search-parameters.facts";

    private static readonly string Facts =
        File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "generators", "FhirTyped.Capabilities", FileName));

    [Fact]
    public void Interfaces_AreOneForEachNameAndType()
    {
        var expected = R4Facts.Read(new StringReader(Facts)).Parameters.Values
            .SelectMany(static scope => scope.Values).Select(static parameter => (parameter.Name, parameter.Type))
            .Where(static parameter => parameter.Name != "_source")
            .Distinct().Order();

        Assert.Equal(expected, SearchInterfaceParser.Parse(Facts).Select(static item => (item.ParameterName, item.Type)).Order());
    }

    [Theory]
    [InlineData("ISearchByIdentifier", "Identifier", "identifier", SearchParameterType.Token)]
    [InlineData("ISearchByAddressCity", "AddressCity", "address-city", SearchParameterType.String)]
    [InlineData("ISearchById", "Id", "_id", SearchParameterType.Token)]
    [InlineData("ISearchBySourceReference", "Source", "source", SearchParameterType.Reference)]
    [InlineData("ISearchBySourceUri", "Source", "source", SearchParameterType.Uri)]
    [InlineData("ISearchBySourceReferenceParameter", "SourceReference", "source-reference", SearchParameterType.Reference)]
    public void Interface_IsNamedByItsParameter(string name, string property, string parameter, SearchParameterType type)
    {
        var item = Assert.Single(SearchInterfaceParser.Parse(Facts), item => item.Name == name);

        Assert.Equal((property, parameter, type), (item.PropertyName, item.ParameterName, item.Type));
    }

    [Fact]
    public void Run_EmitsOneFile_OfThisFileOnly()
    {
        var run = Start(new FactsText(FileName, Facts));
        var source = Assert.Single(run.Result.GeneratedSources);

        Assert.Equal("SearchInterfaces.g.cs", source.HintName);
        Assert.Empty(Start(new FactsText("spec/search-parameters.facts", Facts)).Result.GeneratedSources);
        Assert.Empty(GeneratorRun.Start([new FactsText(FileName, Facts)], new FilterGenerator()).Result.GeneratedSources);
        Assert.Contains("public interface ISearchByIdentifier<TQuery> where TQuery : FhirQuery<TQuery>, IFhirQuery\n", source.SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenCodeIsEdited_EmitsNothing()
    {
        var run = Start(new FactsText(FileName, Facts)).EditCode();

        Assert.Empty(run.Emitted());
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(ModelSteps.SearchInterfaces));
    }

    [Fact]
    public void Run_WhenTargetsAreEdited_EmitsNothing_AndWithANewParameter_EmitsItsInterface()
    {
        var facts = new FactsText(FileName, Facts);
        var targets = new FactsText(FileName, Facts.Replace("owner:r:Organization", "owner:r:Organization,Patient", StringComparison.Ordinal));
        var parameter = new FactsText(FileName, Facts.Replace("\nAccount ", "\nAccount account-colour:t ", StringComparison.Ordinal));
        var run = Start(facts).Edit(facts, targets);

        Assert.Empty(run.Emitted());
        Assert.Contains("interface ISearchByAccountColour<", Assert.Single(run.Edit(targets, parameter).Result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
    }

    private static GeneratorRun Start(FactsText facts) => GeneratorRun.Start([facts], new SearchInterfaceGenerator());
}
