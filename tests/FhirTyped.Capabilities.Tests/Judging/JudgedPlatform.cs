namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>A small platform to judge by, with the rules of a test.</summary>
internal static class JudgedPlatform
{
    /// <summary>The judge of the platform with some rules, given as they stand in a platform file.</summary>
    public static CapabilityJudge With(params string[] rules)
    {
        var issues = new List<PlatformIssue>();
        var text = "{ \"display_name\": \"Test\", \"limits\": { \"max_count\": 50 }, \"rules\": [" + string.Join(", ", rules) + "] }";
        var manifest = ManifestBuilder.Build(PlatformFileReader.Read("test.platform.json", text, issues)!, null, Facts, issues)!;
        Assert.Empty(issues);
        return new(manifest);
    }

    /// <summary>A platform that declares a little of everything.</summary>
    public static CapabilityStatementFacts Facts { get; } = CapabilityStatementReader.Read("c.json", """
        { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "date": "2026-01-02",
          "rest": [{ "mode": "server",
            "interaction": [{ "code": "batch" }],
            "operation": [{ "name": "export" }],
            "resource": [
              { "type": "Observation",
                "interaction": [{ "code": "read" }, { "code": "vread" }, { "code": "search-type" }, { "code": "update" }, { "code": "patch" }],
                "searchInclude": ["Observation:subject", "Observation:encounter"], "searchRevInclude": ["Provenance:target"],
                "searchParam": [
                  { "name": "_id", "type": "token" }, { "name": "patient", "type": "reference" }, { "name": "subject", "type": "reference" },
                  { "name": "category", "type": "token" }, { "name": "code", "type": "token" }, { "name": "status", "type": "token" },
                  { "name": "date", "type": "date" }, { "name": "value-quantity", "type": "quantity" }, { "name": "_lastUpdated", "type": "date" },
                  { "name": "patient.identifier", "type": "token" }] },
              { "type": "Patient",
                "interaction": [{ "code": "read" }, { "code": "search-type" }, { "code": "create" }, { "code": "update" }, { "code": "delete" }],
                "versioning": "versioned-update", "conditionalCreate": true, "conditionalUpdate": true, "conditionalDelete": "single",
                "searchParam": [{ "name": "family", "type": "string" }, { "name": "identifier", "type": "token" }, { "name": "birthdate", "type": "date" }],
                "operation": [{ "name": "match" }, { "name": "everything" }] },
              { "type": "Encounter", "interaction": [{ "code": "read" }] }] }] }
        """, [])!;
}
