using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Reading;

public sealed class AssumedStatementsTests
{
    [Theory]
    [InlineData("us-core", "US Core", "US Core 6.1.0", "us-core-server-6.1")]
    [InlineData("carin-bb", "CARIN Blue Button", "CARIN Blue Button 2.2.0", "carin-bb-server")]
    [InlineData("plan-net", "Da Vinci Plan-Net", "Da Vinci PDex Plan-Net 1.0.0", "davinci-plan-net-server")]
    public void Manifest_IsWhatTheGuidesStatementGives(string id, string name, string source, string statement)
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var file = new PlatformFile { Path = "guide", Id = id, Name = name, StatementKind = StatementKind.Assumed };

        var manifest = ManifestBuilder.Build(file, null, Statements.Facts(statement) with { Source = source }, []);

        var path = Path.Combine(TestFiles.RepositoryRoot, "generators", "FhirTyped.Capabilities", "Assumed", id + ".manifest");
        Assert.Equal(ManifestText.Write(manifest!), File.ReadAllText(path));
    }

    [Fact]
    public void Guide_ThatAllowsDelete_DoesNotPromiseIt()
    {
        var usCore = AssumedStatements.For(Guides("US Core"))!;

        Assert.Equal(FhirInteraction.SearchType, usCore.FindResource("Patient")!.Interactions & FhirInteraction.SearchType);
        Assert.All(usCore.Resources, resource => Assert.False(resource.Supports(FhirInteraction.Delete)));
    }

    [Theory]
    [InlineData("US Core", "US Core", "Observation", "ExplanationOfBenefit")]
    [InlineData("CARIN Blue Button", "CARIN Blue Button", "ExplanationOfBenefit", "Observation")]
    [InlineData("DaVinci PDex US Drug Formulary STU2", "Da Vinci US Drug Formulary", "MedicationKnowledge", "Observation")]
    [InlineData("hl7.fhir.us.davinci-pdex-plan-net", "Da Vinci Plan-Net", "InsurancePlan", "Observation")]
    public void Guide_IsRecognisedByItsNames(string guide, string source, string has, string hasNot)
    {
        var manifest = AssumedStatements.For(Guides(guide))!;

        Assert.Equal((StatementKind.Assumed, source), (manifest.Origin.Kind, manifest.Origin.Source));
        Assert.NotNull(manifest.FindResource(has));
        Assert.Null(manifest.FindResource(hasNot));
    }

    [Fact]
    public void SeveralGuides_AreJoined()
    {
        var manifest = AssumedStatements.For(Guides("US Core", "CARIN BB"))!;

        Assert.Equal("US Core, CARIN Blue Button", manifest.Origin.Source);
        Assert.NotNull(manifest.FindResource("Observation"));
        Assert.NotNull(manifest.FindResource("ExplanationOfBenefit"));
        Assert.Equal(manifest.Resources.Select(r => r.Type).Order(StringComparer.Ordinal), manifest.Resources.Select(r => r.Type));
    }

    [Fact]
    public void UnknownGuides_AssumeNothing() => Assert.Null(AssumedStatements.For(Guides("UK Core")));

    private static PlatformFile Guides(params string[] guides) =>
        new() { Path = "x.platform.json", Id = "x", ImplementationGuides = new(guides) };
}
