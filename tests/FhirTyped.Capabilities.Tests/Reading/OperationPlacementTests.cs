using FhirTyped.Capabilities.Tests.Judging;
using FhirTyped.TestKit;
using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Reading;

/// <summary>An operation that a statement lists for the whole system is where its definition says that it can be called.</summary>
public sealed class OperationPlacementTests
{
    private const string Types = "Patient Encounter Observation ValueSet Composition";

    [Theory]
    [InlineData("everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything", "Patient/everything")]
    [InlineData("everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything|4.0.1", "Patient/everything")]
    [InlineData("everything", "https://ehr.example.org/r4/OperationDefinition/Patient-everything", "Patient/everything")]
    [InlineData("everything", "OperationDefinition/Patient-i-everything", "Patient/everything")]
    [InlineData("everything", "OperationDefinition/Patient--everything", "Patient/everything")]
    [InlineData("everything", "https://ehr.example.org/OperationDefinition/EncounterPatient-it-everything", "Encounter/everything Patient/everything")]
    [InlineData("everything", "https://www.hl7.org/fhir/patient-operation-everything.html", "Patient/everything")]
    [InlineData("patient-everything", "https://www.hl7.org/fhir/patient-operation-everything.html", "Patient/everything")]
    [InlineData("patient-everything", "", "Patient/everything")]
    [InlineData("Patient-everything", "", "Patient/everything")]
    [InlineData("everything", "", "Encounter/everything Patient/everything")]
    [InlineData("expand", "https://www.hl7.org/fhir/patient-operation-everything.html", "ValueSet/expand")]
    [InlineData("validate", "https://www.hl7.org/fhir/operation-resource-validate.html", "Composition/validate Encounter/validate Observation/validate Patient/validate ValueSet/validate")]
    [InlineData("lastn", "", "Observation/lastn")]
    [InlineData("document", "OperationDefinition/Composition-i-document", "Composition/document")]
    [InlineData("diff", "https://ehr.example.org/OperationDefinition/Global-is-diff",
        "/diff Composition/diff Encounter/diff Observation/diff Patient/diff ValueSet/diff")]
    [InlineData("meta", "https://ehr.example.org/OperationDefinition/Multi-its-meta", "/meta")]
    [InlineData("meta", "OperationDefinition/-s-meta", "/meta")]
    [InlineData("meta", "http://hl7.org/fhir/OperationDefinition/Resource-meta",
        "/meta Composition/meta Encounter/meta Observation/meta Patient/meta ValueSet/meta")]
    [InlineData("export", "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export", "/export")]
    [InlineData("export", "", "/export")]
    [InlineData("patient-export", "https://ehr.example.org/OperationDefinition/patient-export", "Patient/export")]
    [InlineData("fetch-documents", "http://hl7.org/fhir/us/core/OperationDefinition/docref", "DocumentReference/docref")]
    [InlineData("translate", "http://hl7.org/fhir/OperationDefinition/ConceptMap-translate", "ConceptMap/translate")]
    [InlineData("reindex", "https://ehr.example.org/OperationDefinition/-s-reindex", "/reindex")]
    [InlineData("merge-charts", "https://ehr.example.org/operations/merge-charts", "/merge-charts")]
    [InlineData("merge", "https://www.hl7.org/fhir/patient-operation-everything.html", "/merge")]
    public void OperationOfTheWholeSystem_IsWhereItsDefinitionHasIt(string name, string definition, string expected)
    {
        var facts = ReadSystem(Operation(name, definition));

        Assert.Equal(expected, string.Join(' ', Places(facts)));
    }

    [Fact]
    public void OneNameListedManyTimes_IsOnEachTypeOfItsDefinitions()
    {
        var facts = ReadSystem(
            Operation("everything", "OperationDefinition/Encounter--everything"), Operation("everything", "OperationDefinition/Encounter-i-everything"),
            Operation("everything", "OperationDefinition/Patient-i-everything"), Operation("expunge", "OperationDefinition/-is-expunge"),
            Operation("expunge", "OperationDefinition/Patient-i-expunge"));

        Assert.Equal(
            "/expunge Composition/expunge Encounter/everything Encounter/expunge Observation/expunge Patient/everything Patient/expunge ValueSet/expunge",
            string.Join(' ', Places(facts)));
    }

    [Theory]
    [InlineData("Group", "group-export", "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export", "export")]
    [InlineData("Group", "export", "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/Global-i-export", "export")]
    [InlineData("DocumentReference", "USCoreFetchDocumentReferences", "http://hl7.org/fhir/us/core/OperationDefinition/docref", "docref")]
    [InlineData("DocumentReference", "$docref", "", "docref")]
    [InlineData("Patient", "health-cards", "https://ehr.example.org/OperationDefinition/health-cards", "health-cards")]
    [InlineData("Questionnaire", "questionnaire-package", "https://ehr.example.org/OperationDefinition/questionnaire-package", "questionnaire-package")]
    [InlineData("Encounter", "everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything", "everything")]
    public void OperationOfAType_HasTheNameOfItsDefinition(string type, string name, string definition, string expected)
    {
        var facts = Read("[{ \"mode\": \"server\", \"resource\": [" + Resource(type, more: ", \"operation\": [" + Operation(name, definition) + "]") + "] }]");

        Assert.Equal([expected], facts.Resources[0].Operations.Select(static operation => operation.Name));
    }

    [Fact]
    public void OperationOnAType_IsNoneOfTheSystem_AndTheOtherWayRound()
    {
        var judge = Judge(Resource("Patient") + ", " + Resource("Observation"), ", \"operation\": [" + Operation("everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything") + "]");

        Assert.Equal("Supported", judge.Verdict("GET", "Patient/1/$everything"));
        Assert.Equal("Supported", judge.Verdict("GET", "Patient/$everything"));
        Assert.Equal("Unsupported FHT1008", judge.Verdict("GET", "$everything"));
        Assert.Equal("Unsupported FHT1008", judge.Verdict("GET", "Observation/1/$everything"));
        Assert.Contains("call it on Patient", judge.JudgeOperation(null, "everything").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Patient", "match", OperationLevels.Type, CapabilitySupport.Supported)]
    [InlineData("Patient", "match", OperationLevels.Instance, CapabilitySupport.Undeclared)]
    [InlineData("Patient", "match", OperationLevels.None, CapabilitySupport.Supported)]
    [InlineData("Encounter", "everything", OperationLevels.Instance, CapabilitySupport.Supported)]
    [InlineData("Encounter", "everything", OperationLevels.Type, CapabilitySupport.Undeclared)]
    [InlineData("Patient", "own-report", OperationLevels.Instance, CapabilitySupport.Supported)]
    [InlineData("Patient", "elsewhere", OperationLevels.Type, CapabilitySupport.Undeclared)]
    [InlineData("Patient", "nowhere", OperationLevels.Type, CapabilitySupport.Unsupported)]
    public void Level_IsTheDefinitions(string type, string name, OperationLevels level, CapabilitySupport expected)
    {
        var judge = Judge(
            Resource("Patient", more: ", \"operation\": [" + Operation("match", "") + ", " + Operation("own-report", "https://ehr.example.org/own-report") + "]")
                + ", " + Resource("Encounter", more: ", \"operation\": [" + Operation("everything", "http://hl7.org/fhir/OperationDefinition/Encounter-everything") + "]"),
            ", \"operation\": [" + Operation("elsewhere", "https://ehr.example.org/elsewhere") + "]");

        Assert.Equal(expected, judge.JudgeOperation(type, name, level).Support);
    }

    [Theory]
    [InlineData("harbor-general")]
    [InlineData("bay-gateway")]
    [InlineData("smart-health-it-r4-2022")]
    [InlineData("advancedmd-r4")]
    [InlineData("bwell-fhir-server-r4")]
    [InlineData("azure-api-for-fhir-2.2.45")]
    [InlineData("hl7-base-full-r4")]
    [InlineData("google-healthcare-api-excerpt")]
    public void RealStatement_HasEverythingOnPatient_AndNotOnTheSystem(string name)
    {
        Statements.SkipUnlessPresent(name);
        var judge = new CapabilityJudge(ManifestOf(Statements.Facts(name)));

        Assert.Equal("Supported", judge.Verdict("GET", "Patient/1/$everything"));
        Assert.Equal("Unsupported FHT1008", judge.Verdict("GET", "$everything"));
    }

    [Theory]
    [InlineData("smart-health-it", "Patient/1/$everything")]
    [InlineData("smart-health-it", "Encounter/1/$everything")]
    [InlineData("smart-health-it", "Observation/$validate")]
    [InlineData("smart-health-it", "$meta")]
    [InlineData("advancedmd", "Patient/1/$everything")]
    [InlineData("advancedmd", "Observation/$lastn")]
    [InlineData("b-well", "Patient/1/$everything")]
    [InlineData("b-well", "ValueSet/1/$expand")]
    [InlineData("azure-api-for-fhir", "Patient/1/$everything")]
    [InlineData("azure-api-for-fhir", "$export")]
    [InlineData("epic", "Group/1/$export")]
    [InlineData("oracle-health", "DocumentReference/$docref")]
    [InlineData("hapi", "Patient/1/$everything")]
    public void BuiltInPlatform_HasTheOperation(string platform, string request) => Assert.Equal("Supported", BuiltInPlatforms.Judge(platform).Verdict("GET", request));

    [Theory]
    [InlineData("smart-health-it", "$everything")]
    [InlineData("advancedmd", "$lastn")]
    [InlineData("b-well", "$summary")]
    [InlineData("epic", "Group/1/$group-export")]
    public void BuiltInPlatform_HasNoneThere(string platform, string request) => Assert.Equal("Unsupported FHT1008", BuiltInPlatforms.Judge(platform).Verdict("GET", request));

    private static CapabilityStatementFacts ReadSystem(params string[] operations) => Read(
        "[{ \"mode\": \"server\", \"operation\": [" + string.Join(", ", operations) + "], \"resource\": ["
            + string.Join(", ", Types.Split(' ').Select(static type => Resource(type))) + "] }]");

    private static string Operation(string name, string definition) =>
        "{ \"name\": \"" + name + "\"" + (definition.Length > 0 ? ", \"definition\": \"" + definition + "\"" : "") + " }";

    private static IEnumerable<string> Places(CapabilityStatementFacts facts) => facts.SystemOperations.Select(static operation => "/" + operation.Name)
        .Concat(facts.Resources.SelectMany(static resource => resource.Operations.Select(operation => resource.Type + "/" + operation.Name)));
}
