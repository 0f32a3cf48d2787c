namespace FhirTyped.Cli.Tests;

public sealed class ExplainCommandTests
{
    [Theory]
    [InlineData("epic", "GET Observation?patient=p&category=laboratory", 0, "supported")]
    [InlineData("epic", "Observation?patient=p", 2, "FHT1101")]
    [InlineData("epic", "GET https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4/Patient/1", 0, "supported")]
    [InlineData("epic", "Patient?dob=2000-01-01", 2, "did you mean 'birthdate'?")]
    [InlineData("hapi", "GET Patient", 4, "FHT1111")]
    [InlineData("hapi", "GET Patient?gender=F", 4, "there (FHIR R4, https://hl7.org/fhir/R4/valueset-administrative-gender.html). Did you mean 'female'?")]
    [InlineData("hapi", "GET Observation?date=ge2025-13-45&status=final", 4, "FHT1211: This value of 'date' of Observation can find nothing on")]
    [InlineData("epic", "GET Patient?family=Smith&gender=F", 2, "refused FHT1211: Epic accepts only female, male, other, unknown")]
    [InlineData("epik", "GET Patient", 1, "did you mean 'epic'")]
    [InlineData("epic", "GET https://elsewhere.example/Patient/1", 1, "base address")]
    public async Task ExitCode_IsTheVerdict(string platform, string request, int exitCode, string words)
    {
        var run = await Tool.RunAsync("explain", platform, request);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(words, run.Output + run.Errors);
    }

    [Fact]
    public async Task Words_NeedNoQuotes() =>
        Assert.Equal(0, (await Tool.RunAsync("explain", "epic", "GET", "Observation?patient=p&category=laboratory")).ExitCode);

    [Fact]
    public async Task Tables_BreakNothing_WhereTheyGoIntoAnotherProgram()
    {
        var list = (await Tool.RunAsync("platforms")).Output.Split('\n');
        var epic = (await Tool.RunAsync("platforms", "epic")).Output;

        Assert.Contains(list, static line => line.Contains("epic ", StringComparison.Ordinal) && line.Contains(" Epic ", StringComparison.Ordinal) && line.Contains("statement of 2026-07-24", StringComparison.Ordinal));
        Assert.All(["oracle-health", "azure-api-for-fhir"], id => Assert.Contains(list, line => line.TrimStart().StartsWith(id + " ", StringComparison.Ordinal)));
        Assert.Contains("""[["patient", "subject"]]""", epic.Replace("\",\"", "\", \"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("excludes: The parameters of a set cannot be used together.", epic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IfMatch_DecidesAnUpdate()
    {
        Assert.Equal(2, (await Tool.RunAsync("explain", "oracle-health", "PUT Condition/1")).ExitCode);
        Assert.Equal(0, (await Tool.RunAsync("explain", "oracle-health", "PUT Condition/1", "--if-match")).ExitCode);
    }

    [Fact]
    public async Task Json_HoldsIdSourceAndSuggestion()
    {
        var run = await Tool.RunAsync("explain", "epic", "GET Patient?birthDate=2000-01-01", "--json");

        var verdict = Assert.Single(run.Json.GetProperty("verdicts").EnumerateArray());
        Assert.Equal(("FHT1003", "unsupported", "birthdate", 0), (verdict.GetProperty("id").GetString(), verdict.GetProperty("support").GetString(),
            verdict.GetProperty("suggestion").GetString(), verdict.GetProperty("criterion").GetInt32()));
        Assert.Equal("unsupported", run.Json.GetProperty("support").GetString());
    }

    [Fact]
    public async Task Platforms_AreListed_AndShown()
    {
        var list = (await Tool.RunAsync("platforms", "--json")).Json.EnumerateArray().Select(platform => platform.GetProperty("id").GetString()!).ToArray();
        Assert.Contains("epic", list);
        Assert.Equal(list.Order(StringComparer.Ordinal), list);

        var epic = (await Tool.RunAsync("platforms", "epic", "--json")).Json;
        Assert.Equal("statement of 2026-07-24", epic.GetProperty("facts").GetString());
        Assert.NotEmpty(epic.GetProperty("rules").EnumerateArray());
    }

    [Fact]
    public async Task OwnPlatform_IsFoundBesideTheBuiltInOnes_AndItsMistakesAreTold()
    {
        using var folder = new TemporaryFolder();
        folder.File("mercy.platform.json", """{ "extends": "epic", "colour": "red" }""");

        var run = await Tool.RunAsync("explain", "mercy", "GET Observation?patient=p", "--platforms", folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("mercy.platform.json(1,22): FHT0002", run.Errors);
    }

    [Theory]
    [InlineData("explain", "GET Patient/1")]
    [InlineData("platforms", null)]
    [InlineData("manifest", null)]
    public async Task Findings_AreThoseOfThePlatformAskedAbout(string command, string? request)
    {
        using var folder = new TemporaryFolder();
        folder.File("mercy.platform.json", """{ "extends": "ward", "colour": "red" }""");
        folder.File("ward.platform.json", """{ "extends": "epic", "shape": "round" }""");
        folder.File("other.platform.json", """{ "extends": "epic", "size": "large" }""");
        folder.File("broken.platform.json", "{ no JSON");
        string[] arguments = request is null ? [command, "mercy"] : [command, "mercy", request];

        var run = await Tool.RunAsync([.. arguments, "--platforms", folder.Path]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["mercy.platform.json(1,22): FHT0002", "ward.platform.json(1,22): FHT0002"], Findings(run, folder));
    }

    [Fact]
    public async Task Findings_OfAStatementAndOfAFileThatCannotBeRead_AreTold()
    {
        using var folder = new TemporaryFolder();
        folder.File("ward.platform.json", """{ "capability_statement": "ward.json" }""");
        folder.File("ward.json", """{ "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{ "mode": "server", "resource": [{ "type": "Wing" }] }] }""");
        folder.File("broken.platform.json", "{ no JSON");

        Assert.Equal(["ward.json(1,118): FHT0007"], Findings(await Tool.RunAsync("explain", "ward", "GET Patient/1", "--platforms", folder.Path), folder));
        Assert.Equal(["broken.platform.json(1,3): FHT0001"], Findings(await Tool.RunAsync("explain", "broken", "GET Patient/1", "--platforms", folder.Path), folder));
        Assert.Empty(Findings(await Tool.RunAsync("explain", "epic", "GET Patient/1", "--platforms", folder.Path), folder));
        Assert.Equal(2, Findings(await Tool.RunAsync("platforms", "--platforms", folder.Path), folder).Length);
    }

    [Fact]
    public async Task Manifest_IsTheCompactForm()
    {
        var run = await Tool.RunAsync("manifest", "epic");

        Assert.StartsWith("fhirtyped-manifest 1\nplatform\tepic\t", run.Output);
    }

    private static string[] Findings(ToolRun run, TemporaryFolder folder) => [.. run.Errors.Split('\n')
        .Where(line => line.StartsWith(folder.Path, StringComparison.Ordinal))
        .Select(line => line[(folder.Path.Length + 1)..line.IndexOf(": ", line.IndexOf("): ", StringComparison.Ordinal) + 3, StringComparison.Ordinal)])
        .Order(StringComparer.Ordinal)];
}
