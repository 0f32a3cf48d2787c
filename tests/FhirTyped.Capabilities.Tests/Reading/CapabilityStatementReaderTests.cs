namespace FhirTyped.Capabilities.Tests.Reading;

public sealed class CapabilityStatementReaderTests
{
    public static IEnumerable<TheoryDataRow<string>> AllStatements() => Statements.Rows();

    [Theory]
    [MemberData(nameof(AllStatements))]
    public void RealStatement_IsRead(string name)
    {
        var facts = Statements.Facts(name, out var issues);

        Assert.NotEmpty(facts.Resources);
        Assert.All(issues, issue => Assert.Equal(PlatformIssueIds.LeftOut, issue.Id));
        Assert.Equal(facts.Resources.Select(resource => resource.Type).Distinct().Order(StringComparer.Ordinal), facts.Resources.Select(resource => resource.Type));
        Assert.All(facts.Resources, resource =>
            Assert.Equal(
                resource.SearchParameters.Select(parameter => parameter.Name).Distinct().Order(StringComparer.Ordinal),
                resource.SearchParameters.Select(parameter => parameter.Name)));
    }

    [Theory]
    [InlineData("bay-gateway", "'startIndex' of Patient is listed more than once")]
    [InlineData("bay-gateway", "'SubscriptionTopic' is not a resource type of FHIR R4")]
    [InlineData("bay-gateway", "'near' of Location has no valid type; that of FHIR R4 was taken")]
    [InlineData("bay-gateway", "The types of _id, email, phone of Patient are not those of FHIR R4, which were taken")]
    [InlineData("bay-gateway", "'write' is not an interaction of a resource type")]
    [InlineData("bay-gateway", "The date is not a FHIR date")]
    [InlineData("bfd-v2-ab2d-sandbox-2021", "'startIndex' of Patient is listed more than once")]
    [InlineData("bwell-fhir-server-r4", "'SubscriptionTopic' is not a resource type of FHIR R4")]
    [InlineData("smart-health-it-r4-2022", "'near' of Location has no valid type; that of FHIR R4 was taken")]
    [InlineData("athenahealth-r4", "The types of _id of RelatedPerson are not those of FHIR R4, which were taken")]
    [InlineData("meditech-greenfield-r4", "The types of email, phone of Patient are not those of FHIR R4, which were taken")]
    [InlineData("va-patient-generated-data-r4", "'write' is not an interaction of a resource type")]
    [InlineData("bfd-v2", "The date is not a FHIR date")]
    public void Anomaly_IsLeftOutWithAnIssue(string name, string message)
    {
        Statements.SkipUnlessPresent(name);
        _ = Statements.Facts(name, out var issues);

        Assert.Contains(issues, issue => issue.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(issues, issue => Assert.True(issue.Position.Offset > 0));
    }

    [Theory]
    [InlineData("harbor-general", "Patient", "-guarantor")]
    [InlineData("harbor-general", "Patient", "_has")]
    [InlineData("harbor-general", "Consent", "patient.identifier")]
    [InlineData("bay-gateway", "Location", "near")]
    [InlineData("oracle-health-millennium-r4-secure-2026", "Account", "-guarantor")]
    [InlineData("oracle-health-millennium-r4-secure-2026", "Consent", "patient.identifier")]
    [InlineData("nextgen-enterprise-r4", "PractitionerRole", "practitioner.identifier")]
    [InlineData("hapi-fhir-jpa-8.6.1-2026", "Patient", "_has")]
    [InlineData("smart-health-it-r4-2022", "Location", "near")]
    public void OddName_IsKept(string name, string type, string parameter)
    {
        Statements.SkipUnlessPresent(name);
        var resource = Statements.Facts(name).Resources.Single(resource => resource.Type == type);

        Assert.NotNull(resource.FindSearchParameter(parameter));
    }

    [Theory]
    [InlineData("{", 1, 2, "JSON")]
    [InlineData("{ \"resourceType\": \"Patient\" }", 1, 1, "'Patient'")]
    [InlineData("{}", 1, 1, "missing")]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\",\n \"fhirVersion\": \"3.0.2\" }", 2, 17, "'3.0.2'")]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\" }", 1, 1, "missing")]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\" }", 1, 1, "'rest'")]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\",\n\"rest\": [{ \"mode\": \"client\" }] }", 2, 9, "'server'")]
    public void WhatIsNoStatement_IsRefusedAtItsPlace(string text, int line, int column, string words)
    {
        var issues = new List<PlatformIssue>();

        Assert.Null(CapabilityStatementReader.Read("c.json", text, issues));

        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.InvalidStatement, "c.json", line, column),
            (issue.Id, issue.File, issue.Position.Line + 1, issue.Position.Column + 1));
        Assert.Contains(words, issue.Message);
    }

    [Theory]
    [InlineData("""{ "interaction": [{ "code": "read" }] }""", "without a type")]
    [InlineData("""{ "type": "Patient", "interaction": [{ "code": "transaction" }] }""", "'transaction'")]
    [InlineData("""{ "type": "Patient", "versioning": "sometimes" }""", "'sometimes'")]
    [InlineData("""{ "type": "Patient", "searchParam": [{ "type": "token" }] }""", "no usable name")]
    [InlineData("""{ "type": "Patient", "searchParam": [{ "name": "a b", "type": "token" }] }""", "no usable name")]
    [InlineData("""{ "type": "Patient", "searchParam": [{ "name": "own", "type": "String" }] }""", "left out")]
    [InlineData("""{ "type": "Patient", "searchParam": [{ "name": "own", "type": "number, uri" }] }""", "left out")]
    [InlineData("""{ "type": "Patient", "searchInclude": ["a b"] }""", "searchInclude")]
    [InlineData("""{ "type": "Patient", "operation": [{ "name": "a b" }] }""", "operation")]
    public void UnreadablePart_IsLeftOut_AndTheRestStays(string resource, string words)
    {
        var issues = new List<PlatformIssue>();
        var facts = Read("[" + resource + """, { "type": "Observation", "interaction": [{ "code": "read" }] }]""", issues);

        Assert.Contains(words, Assert.Single(issues).Message);
        Assert.True(facts.Resources.Single(r => r.Type == "Observation").Supports(FhirInteraction.Read));
    }

    [Fact]
    public void TypeListedTwice_IsMerged()
    {
        var issues = new List<PlatformIssue>();
        var facts = Read("""
            [{ "type": "Slot", "interaction": [{ "code": "read" }], "searchParam": [{ "name": "start", "type": "date" }] },
             { "type": "Slot", "interaction": [{ "code": "search-type" }], "searchParam": [{ "name": "status", "type": "token" }], "searchInclude": ["*"] }]
            """, issues);

        var slot = Assert.Single(facts.Resources);
        Assert.Equal(FhirInteraction.Read | FhirInteraction.SearchType, slot.Interactions);
        Assert.Equal(["start", "status"], slot.SearchParameters.Select(parameter => parameter.Name));
        Assert.Equal(["*"], slot.SearchIncludes);
        Assert.Contains("merged", Assert.Single(issues).Message);
    }

    [Fact]
    public void SecondServer_IsMergedAndNamed()
    {
        var issues = new List<PlatformIssue>();
        var facts = CapabilityStatementReader.Read("c.json", """
            { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [
              { "mode": "server", "interaction": [{ "code": "batch" }], "operation": [{ "name": "lastn" }], "searchParam": [{ "name": "_lastUpdated", "type": "date" }],
                "resource": [{ "type": "Slot", "interaction": [{ "code": "read" }, { "code": "update" }], "versioning": "versioned" }] },
              { "mode": "client", "resource": [{ "type": "Basic", "interaction": [{ "code": "read" }] }] },
              { "mode": "server", "interaction": [{ "code": "transaction" }], "operation": [{ "name": "convert" }], "searchParam": [{ "name": "_tag", "type": "token" }],
                "resource": [
                  { "type": "Schedule", "interaction": [{ "code": "read" }], "searchParam": [{ "name": "actor", "type": "reference" }] },
                  { "type": "Slot", "interaction": [{ "code": "search-type" }], "versioning": "versioned-update" },
                  { "type": "Observation" }] }] }
            """, issues)!;

        Assert.Equal(["Observation", "Schedule", "Slot"], facts.Resources.Select(static resource => resource.Type));
        Assert.Equal(FhirInteraction.Read | FhirInteraction.Update | FhirInteraction.SearchType, facts.Resources[2].Interactions);
        Assert.Equal("versioned-update", facts.Resources[2].Versioning);
        Assert.Equal(FhirInteraction.Batch | FhirInteraction.Transaction, facts.SystemInteractions);
        Assert.Equal(["_lastUpdated", "_tag"], facts.SystemSearchParameters.Select(static parameter => parameter.Name));
        Assert.Equal(["convert"], facts.SystemOperations.Select(static operation => operation.Name));
        Assert.Equal(["lastn"], facts.Resources[0].Operations.Select(static operation => operation.Name));
        Assert.Equal(
            ["The statement has another 'rest' with the mode 'server': they were merged.", "'Slot' is listed more than once: the entries were merged."],
            issues.Select(static issue => issue.Message));
        Assert.All(issues, static issue => Assert.Equal((PlatformIssueIds.LeftOut, true), (issue.Id, issue.Position.Line > 0)));
    }

    [Theory]
    [InlineData("4.0", true)]
    [InlineData("4.0.0", true)]
    [InlineData("4.0.1", true)]
    [InlineData("4.0.1-build", true)]
    [InlineData("4.1.0", false)]
    [InlineData("4.3.0", false)]
    [InlineData("4.3.0-snapshot1", false)]
    [InlineData("4.01", false)]
    [InlineData("3.5.0", false)]
    [InlineData("3.0.2", false)]
    [InlineData("5.0.0", false)]
    [InlineData("R4", false)]
    [InlineData("", false)]
    public void Version_IsR4OrRefused_AsThePageSays(string version, bool isRead)
    {
        var issues = new List<PlatformIssue>();
        var facts = CapabilityStatementReader.Read(
            "c.json", "{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"" + version + "\", \"rest\": [{ \"mode\": \"server\" }] }", issues);

        Assert.Equal(isRead, facts is not null);
        Assert.Equal(isRead ? [] : [PlatformIssueIds.InvalidStatement], issues.Select(static issue => issue.Id));
        var page = File.ReadAllText(Path.Combine(TestKit.TestFiles.RepositoryRoot, "docs", "rules", "FHT0006.md"));
        Assert.True(version.Length == 0 || version.Contains('-') || version is "4.0" or "4.01" or "R4" or "3.5.0" || page.Contains("`" + version + "`", StringComparison.Ordinal));
    }

    [Fact]
    public void Combinations_BecomeADeclaredRule()
    {
        const string Extension = """
            { "url": "http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination",
              "extension": [{ "url": "required", "valueString": "patient" }, { "url": "required", "valueString": "status" }, { "url": "optional", "valueString": "date" }] }
            """;
        var rule = Assert.Single(Read($$"""[{ "type": "Goal", "extension": [{{Extension}}, {{Extension.Replace("status", "category")}}] }]""", []).Rules);

        Assert.Equal(("Goal", RuleVerb.RequiresOneOf, true), (rule.ResourceType, rule.Verb, rule.IsDeclaredOnly));
        Assert.Equal([["patient", "status"], ["patient", "category"]], rule.Clauses.Select(clause => clause.Values.ToArray()));
    }

    [Fact]
    public void IncludeWithoutItsType_GetsIt()
    {
        var facts = Read("""[{ "type": "Basic", "searchParam": [{ "name": "subject", "type": "reference" }], "searchInclude": ["subject", "Basic:author", "*", "a.b"] }]""", []);

        Assert.Equal(["*", "Basic:author", "Basic:subject", "a.b"], facts.Resources[0].SearchIncludes);
    }

    [Fact]
    public void OperationOnTheServerItself_IsNamedWithoutItsAddress()
    {
        var facts = Read("""[{ "type": "Patient", "operation": [{ "name": "$own", "definition": "https://a.example/fhir/OperationDefinition/own" }] }]""", []);

        Assert.Equal([new("own", "OperationDefinition/own")], facts.Resources[0].Operations);
    }

    [Fact]
    public void Requirements_KeepWhatIsAskedFor_AndLeaveOutWhatIsAllowed()
    {
        static string Expect(string code) =>
            $$"""
            "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation", "valueCode": "{{code}}" }]
            """;
        var resources = $$"""
            [{ "type": "Patient",
               "interaction": [{ "code": "read", {{Expect("SHALL")}} }, { "code": "vread", {{Expect("SHOULD")}} }, { "code": "delete", {{Expect("MAY")}} }, { "code": "patch", {{Expect("SHALL-NOT")}} }],
               "searchParam": [{ "name": "family", "type": "string", {{Expect("SHALL")}} }, { "name": "given", "type": "string", {{Expect("MAY")}} }],
               "searchInclude": ["Patient:a", "Patient:b"], "_searchInclude": [null, { {{Expect("MAY")}} }] }]
            """;

        var guide = Assert.Single(Read(resources, [], "requirements").Resources);
        Assert.Equal(FhirInteraction.Read | FhirInteraction.VRead | FhirInteraction.SearchType, guide.Interactions);
        Assert.Equal(["family"], guide.SearchParameters.Select(parameter => parameter.Name));
        Assert.Equal(["Patient:a"], guide.SearchIncludes);

        // A server that lists something has it, whatever the guide that it copied the entry from says.
        var server = Assert.Single(Read(resources, []).Resources);
        Assert.Equal(FhirInteraction.Read | FhirInteraction.VRead | FhirInteraction.Delete, server.Interactions);
        Assert.Equal(2, server.SearchParameters.Count);
    }

    private static CapabilityStatementFacts Read(string resources, List<PlatformIssue> issues, string kind = "instance") =>
        CapabilityStatementReader.Read("c.json", $$"""
            { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "kind": "{{kind}}", "implementation": { "url": "https://a.example/fhir" },
              "rest": [{ "mode": "server", "resource": {{resources}} }] }
            """, issues)!;
}
