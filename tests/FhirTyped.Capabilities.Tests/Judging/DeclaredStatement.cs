namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>A platform of a statement that a test writes.</summary>
internal static class DeclaredStatement
{
    /// <summary>The judge of a server with some resource types, each as it stands in a statement.</summary>
    public static CapabilityJudge Judge(string resources, string system = "", string rules = "", string platform = "") =>
        new(ManifestOf(Read("[{ \"mode\": \"server\"" + system + ", \"resource\": [" + resources + "] }]"), rules, platform));

    /// <summary>The facts of a statement with some <c>rest</c> entries.</summary>
    public static CapabilityStatementFacts Read(string rest) => Read(rest, out _);

    /// <summary>The facts of a statement with some <c>rest</c> entries, and what the reader said.</summary>
    public static CapabilityStatementFacts Read(string rest, out List<PlatformIssue> issues)
    {
        issues = [];
        return CapabilityStatementReader.Read("c.json",
            "{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\", \"date\": \"2026-01-02\", \"rest\": " + rest + " }", issues)!;
    }

    /// <summary>The facts as they come out of a manifest's text, which is what generated code carries.</summary>
    public static PlatformManifest ManifestOf(CapabilityStatementFacts facts, string rules = "", string platform = "")
    {
        var issues = new List<PlatformIssue>();
        var file = PlatformFileReader.Read("ward.platform.json", "{ " + platform + "\"rules\": [" + rules + "] }", issues)!;
        var manifest = ManifestBuilder.Build(file, null, facts, issues)!;
        Assert.Empty(issues);
        return ManifestText.Read(ManifestText.Write(manifest));
    }

    /// <summary>A resource type that can be read and searched.</summary>
    public static string Resource(string type, string parameters = "", string more = "") =>
        "{ \"type\": \"" + type + "\", \"interaction\": [{ \"code\": \"read\" }, { \"code\": \"search-type\" }]" + more
        + ", \"searchParam\": [" + string.Join(", ", parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parameter)) + "] }";

    private static string Parameter(string text)
    {
        var at = text.LastIndexOf('/');
        return "{ \"name\": \"" + text[..at] + "\", \"type\": \"" + text[(at + 1)..] + "\" }";
    }

    /// <summary>How much a request is supported, and by which ids it is not.</summary>
    public static string Verdict(this CapabilityJudge judge, string method, string url)
    {
        var verdicts = judge.JudgeRequest(method, url);
        return verdicts.Count == 0 ? "Supported" : verdicts.Max(static verdict => verdict.Support) + " " + string.Join(' ', verdicts.Select(static verdict => verdict.Id));
    }
}
