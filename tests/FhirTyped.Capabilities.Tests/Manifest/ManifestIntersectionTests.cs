namespace FhirTyped.Capabilities.Tests.Manifest;

public sealed class ManifestIntersectionTests
{
    private const FhirInteraction ReadAndSearch = FhirInteraction.Read | FhirInteraction.SearchType;

    [Fact]
    public void ResourceTypes_AreThoseOfAll()
    {
        var common = Intersect(
            Platform("a", new ResourceCapability { Type = "Account" }, new ResourceCapability { Type = "Patient" }),
            Platform("b", new ResourceCapability { Type = "Observation" }, new ResourceCapability { Type = "Patient" }));

        Assert.Equal(["Patient"], common.Resources.Select(static resource => resource.Type));
        Assert.Equal("each of A, B", common.Name);
    }

    [Fact]
    public void Interactions_AreThoseOfAll()
    {
        var common = Intersect(
            Platform("a", new ResourceCapability { Type = "Patient", Interactions = ReadAndSearch | FhirInteraction.Delete, Conditional = ConditionalSupport.Create | ConditionalSupport.Update }),
            Platform("b", new ResourceCapability { Type = "Patient", Interactions = ReadAndSearch | FhirInteraction.Update, Conditional = ConditionalSupport.Create }));

        Assert.Equal((ReadAndSearch, ConditionalSupport.Create), (common.Resources[0].Interactions, common.Resources[0].Conditional));
    }

    [Fact]
    public void ConditionalDelete_ThatMeansTwoThings_IsNotCommon()
    {
        const ConditionalSupport Multiple = ConditionalSupport.DeleteSingle | ConditionalSupport.DeleteMultiple;
        static PlatformManifest With(string id, ConditionalSupport support) =>
            Platform(id, new ResourceCapability { Type = "Patient", Interactions = FhirInteraction.Delete, Conditional = support });

        Assert.Equal(ConditionalSupport.None, Intersect(With("a", Multiple), With("b", ConditionalSupport.DeleteSingle)).Resources[0].Conditional);
        Assert.Equal(Multiple, Intersect(With("a", Multiple), With("b", Multiple)).Resources[0].Conditional);
        Assert.Equal(
            ConditionalSupport.DeleteSingle,
            Intersect(With("a", ConditionalSupport.DeleteSingle), With("b", ConditionalSupport.DeleteSingle)).Resources[0].Conditional);
    }

    [Theory]
    [InlineData("", "application/fhir+json application/json-patch+json", "application/json-patch+json", FhirInteraction.Patch)]
    [InlineData("application/fhir+json", "application/fhir+json application/json-patch+json", "application/fhir+json", FhirInteraction.Patch)]
    [InlineData("application/fhir+json", "", "", FhirInteraction.None)]
    public void Patches_AreOfTheKindsThatAllTake(string first, string second, string common, FhirInteraction interactions)
    {
        static PlatformManifest With(string id, string formats) =>
            Platform(id, new ResourceCapability { Type = "Patient", Interactions = FhirInteraction.Patch })
                with { PatchFormats = new(formats.Split(' ', StringSplitOptions.RemoveEmptyEntries)) };
        var manifest = Intersect(With("a", first), With("b", second));

        Assert.Equal(common.Split(' ', StringSplitOptions.RemoveEmptyEntries), manifest.PatchFormats);
        Assert.Equal(interactions, manifest.Resources[0].Interactions);
    }

    [Fact]
    public void SearchParameters_AreThoseOfOneNameAndType()
    {
        var common = Intersect(
            Platform("a", Searchable("code:token date:date family:string identifier:token")),
            Platform("b", Searchable("code:string date:date identifier:token name:string")),
            Platform("c", Searchable("code:token date:date identifier:token")));

        Assert.Equal(["date", "identifier"], common.Resources[0].SearchParameters.Select(static parameter => parameter.Name));
    }

    [Fact]
    public void SearchParametersOfTheSystem_CountLikeThoseOfTheResourceType()
    {
        var common = Intersect(
            Platform("a", Searchable("family:string")) with { SystemSearchParameters = new([new("_id", SearchParameterType.Token), new("_tag", SearchParameterType.Token)]) },
            Platform("b", Searchable("_id:token _tag:string family:string")));

        Assert.Equal(["_id", "family"], common.Resources[0].SearchParameters.Select(static parameter => parameter.Name));
    }

    [Fact]
    public void Includes_AreThoseThatAllTake_AndAStarTakesEvery()
    {
        var common = Intersect(
            Platform("a", Searchable("") with { SearchIncludes = new(["Patient:general-practitioner", "Patient:organization"]), SearchRevIncludes = new(["Provenance:target"]) }),
            Platform("b", Searchable("") with { SearchIncludes = new(["*"]) }),
            Platform("c", Searchable("") with { SearchIncludes = new(["Patient:organization"]), SearchRevIncludes = new(["Provenance:target"]) }));

        Assert.Equal(["Patient:organization"], common.Resources[0].SearchIncludes);
        Assert.Empty(common.Resources[0].SearchRevIncludes);
    }

    [Fact]
    public void Operations_AreThoseOfAll_ByName()
    {
        var common = Intersect(
            Platform("a", Searchable("") with { Operations = new([new("everything", "x"), new("match", "")]) }),
            Platform("b", Searchable("") with { Operations = new([new("everything", "y")]) }));

        Assert.Equal(["everything"], common.Resources[0].Operations.Select(static operation => operation.Name));
    }

    [Fact]
    public void RulesAndLimits_StayWithEachPlatform()
    {
        var rule = new PlatformRule("*", RuleVerb.IfMatch, new([new RuleClause("", "", new(["required"]))]), "manual");
        var common = Intersect(Platform("a", Searchable("")) with { Rules = new([rule]), FhirBaseUrl = "https://a.example" }, Platform("b", Searchable("")));

        Assert.Equal((0, ""), (common.Rules.Count, common.FhirBaseUrl));
    }

    [Fact]
    public void OnePlatform_IsItself()
    {
        var epic = BuiltInPlatforms.Get("epic");
        var common = Intersect(epic);

        Assert.Equal(epic.Resources.Select(static resource => (resource.Type, resource.Interactions)), common.Resources.Select(static resource => (resource.Type, resource.Interactions)));
        Assert.Equal(epic.FindResource("Observation")!.SearchParameters, common.FindResource("Observation")!.SearchParameters);
    }

    [Fact]
    public void Order_OfThePlatformsDoesNotMatter()
    {
        var (epic, oracle) = (BuiltInPlatforms.Get("epic"), BuiltInPlatforms.Get("oracle-health"));

        Assert.Equal(Intersect(epic, oracle).Resources.Select(Facts), Intersect(oracle, epic).Resources.Select(Facts));
        Assert.NotEmpty(Intersect(epic, oracle).FindResource("Patient")!.SearchParameters);
    }

    private static string Facts(ResourceCapability resource) => resource.Type + " " + resource.Interactions + " " + string.Join(' ', resource.SearchParameters)
        + string.Join(' ', resource.SearchIncludes) + string.Join(' ', resource.SearchRevIncludes) + string.Join(' ', resource.Operations.Select(static operation => operation.Name).Order());

    private static PlatformManifest Intersect(params PlatformManifest[] manifests) =>
        ManifestIntersection.Of("Hospitals", [.. manifests.Select(static manifest => new CapabilityJudge(manifest))]);

    private static ResourceCapability Searchable(string parameters) => new()
    {
        Type = "Patient",
        Interactions = FhirInteraction.SearchType,
        SearchParameters = new(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static parameter => parameter.Split(':'))
            .Select(static parts => new SearchParameterCapability(parts[0], SearchParameterTypes.FromCode(parts[1])!.Value)).ToArray()),
    };

    private static PlatformManifest Platform(string id, params ResourceCapability[] resources) =>
        new() { Id = id, Name = id.ToUpperInvariant(), ClassName = id.ToUpperInvariant(), Resources = new(resources) };
}
