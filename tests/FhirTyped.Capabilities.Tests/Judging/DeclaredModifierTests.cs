using FhirTyped.TestKit;
using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>A parameter that a statement lists with a modifier works with that modifier alone; a dotted name is a chain.</summary>
public sealed class DeclaredModifierTests
{
    [Theory]
    [InlineData("patient:identifier=http://example.org/ids|4711", "Supported")]
    [InlineData("patient=Patient/1", "Unsupported FHT1004")]
    [InlineData("patient:Patient=1", "Unsupported FHT1004")]
    [InlineData("patient:missing=true", "Unsupported FHT1004")]
    [InlineData("patient.identifier=4711", "Unsupported FHT1004")]
    [InlineData("slot=1", "Unsupported FHT1003")]
    public void ParameterWithAModifier_IsOnlyThat(string query, string expected) =>
        Assert.Equal(expected, Judge(Resource("Appointment", "patient:identifier/token")).Verdict("GET", "Appointment?" + query));

    [Theory]
    [InlineData("in-response-to=1", "Supported")]
    [InlineData("in-response-to:below=1", "Supported")]
    [InlineData("in-response-to:missing=true", "Supported")]
    [InlineData("in-response-to:identifier=1", "Unsupported FHT1004")]
    public void ParameterThatIsListedWithoutAModifierToo_WorksWithoutIt(string query, string expected) => Assert.Equal(expected,
        Judge(Resource("Communication", "in-response-to/reference in-response-to:below/reference in-response-to:missing/string")).Verdict("GET", "Communication?" + query));

    [Theory]
    [InlineData("Patient?_has:Coverage.extension=x", "Supported")]
    [InlineData("Patient?_has:Coverage:beneficiary:status=x", "Unsupported FHT1009")]
    [InlineData("Appointment?patient.identifier=x", "Supported")]
    [InlineData("Appointment?patient:Patient.identifier=x", "Supported")]
    [InlineData("Appointment?patient.identifier:not=x", "Supported")]
    [InlineData("Appointment?patient.identifier:exact=x", "Unsupported FHT1004")]
    [InlineData("Appointment?patient:Device.identifier=x", "Unsupported FHT1003")]
    [InlineData("Appointment?patient.name=x", "Unsupported FHT1003")]
    [InlineData("Appointment?patient=1", "Unsupported FHT1003")]
    [InlineData("Slot?schedule.actor:HealthcareService=1", "Supported")]
    [InlineData("Slot?schedule.actor:Practitioner=1", "Unsupported FHT1004")]
    [InlineData("Slot?schedule.actor=1", "Unsupported FHT1004")]
    [InlineData("Observation?date=ge2020&subject:Patient.birthdate=>2000", "Unsupported FHT1005")]
    [InlineData("Observation?subject:Patient.birthdate=ge2000", "Supported")]
    public void DottedName_IsAChain(string request, string expected) => Assert.Equal(expected, Judge(string.Join(", ",
        Resource("Patient", "_has:Coverage.extension/token"), Resource("Appointment", "patient.identifier/token"),
        Resource("Slot", "schedule.actor:HealthcareService/reference"), Resource("Observation", "date/date subject:Patient.birthdate/date"))).Verdict("GET", request));

    [Theory]
    [InlineData("cms-bfd", "Patient?_has:Coverage.extension=x", "Supported")]
    [InlineData("cms-bfd", "Patient?_has:Coverage.rfrncyr=2020", "Supported")]
    [InlineData("canvas", "Patient?_has:CareTeam:participant:member=x", "Supported")]
    [InlineData("meditech", "Communication?in-response-to:below=x", "Supported")]
    [InlineData("meditech", "Communication?in-response-to:above=x", "Unsupported FHT1004")]
    [InlineData("eclinicalworks", "Organization?organization-extension.url=x", "Supported")]
    [InlineData("nextgen", "PractitionerRole?practitioner.name:exact=x", "Supported")]
    [InlineData("veradigm", "MedicationRequest?patient.identifier=x", "Supported")]
    [InlineData("oracle-health", "Consent?patient.identifier=x", "Supported")]
    public void BuiltInPlatform_KeepsWhatItsStatementLists(string platform, string request, string expected) =>
        Assert.Equal(expected, BuiltInPlatforms.Judge(platform).Verdict("GET", request));

    [Fact]
    public void EveryNameOfEveryStatement_IsSupportedAsItIsWritten()
    {
        var refused = new List<string>();
        var names = 0;
        foreach (var name in Statements.Names)
        {
            var judge = new CapabilityJudge(ManifestOf(Statements.Facts(name)));
            foreach (var (type, parameter) in ListedParameters(name))
            {
                if (judge.Manifest.FindResource(type) is null || !judge.JudgeInteraction(type, FhirInteraction.SearchType).IsSupported || R4Definitions.IsResultParameter(parameter) || parameter == "_has")
                {
                    continue;
                }

                names++;
                refused.AddRange(judge.JudgeSearch(SearchQuery.Parse(type, parameter + "=1"))
                    .Where(static verdict => verdict.Id is CapabilityIds.SearchParameter or CapabilityIds.Modifier or CapabilityIds.Chain)
                    .Select(verdict => name + " " + type + "?" + parameter + ": " + verdict.Message));
            }
        }

        Assert.Empty(refused);
        Assert.True(names > (TestFiles.IsPresent ? 5_000 : 100), $"{names} names");
    }

    [Fact]
    public void Modifiers_GoThroughStatementAndManifest()
    {
        var facts = Read("[{ \"mode\": \"server\", \"resource\": [" + Resource("Appointment", "date/date date:missing/token patient:identifier/token _has:Task:focus:code/token") + "] }]");
        var again = CapabilityStatementReader.Read("c.json", CapabilityStatementWriter.Write(facts, "Ward"), [])!;

        Assert.Equal(facts.Resources, again.Resources);
        Assert.Equal(facts.Resources, ManifestOf(facts).Resources);
        Assert.Equal(["", "missing"], facts.Resources[0].FindSearchParameter("date")!.Modifiers);
    }

    [Fact]
    public void SeveralPlatforms_HaveTheModifiersThatAllDeclare()
    {
        static PlatformManifest Of(string parameters) => ManifestOf(Read("[{ \"mode\": \"server\", \"resource\": [" + Resource("Appointment", parameters) + "] }]"));
        static EquatableArray<SearchParameterCapability> Common(params string[] platforms) =>
            ManifestIntersection.Of("Wards", [.. platforms.Select(Of).Select(static manifest => new CapabilityJudge(manifest))]).Resources[0].SearchParameters;

        Assert.Equal(["identifier"], Assert.Single(Common("patient:identifier/token", "patient/reference")).Modifiers);
        Assert.Equal(["identifier"], Assert.Single(Common("patient/reference", "patient:identifier/token")).Modifiers);
        Assert.Equal(["identifier"], Assert.Single(Common("patient:identifier/token patient:missing/token", "patient/reference patient:identifier/token")).Modifiers);
        Assert.Empty(Common("patient:identifier/token", "patient:missing/token"));
        Assert.Empty(Assert.Single(Common("patient/reference", "patient/reference")).Modifiers);
    }

    private static IEnumerable<(string Type, string Parameter)> ListedParameters(string statement) =>
        from rest in JsonTextParser.Parse(Statements.Text(statement)).ItemsOf("rest")
        where rest.StringOf("mode") == "server"
        from resource in rest.ItemsOf("resource")
        from parameter in resource.ItemsOf("searchParam")
        let name = parameter.StringOf("name")?.Trim()
        where name is not null && SearchParameterTypes.FromCode(parameter.StringOf("type") ?? "") is not null
            && !parameter.ItemsOf("extension").Any(static extension => extension.StringOf("valueCode") is "MAY" or "SHOULD-NOT" or "SHALL-NOT")
        select (resource.StringOf("type") ?? "", name);
}
