using System.Runtime.Loader;
using FhirTyped.Capabilities;
using FhirTyped.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.Gateway.Tests;

/// <summary>The C# that the explorer shows compiles as it stands there, and asks for what was written.</summary>
public sealed class ShownCodeTests
{
    // What a new project has by itself.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; "
        + "global using System.Threading; global using System.Threading.Tasks;\n";

    private static readonly List<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))];

    [Theory]
    [InlineData("epic", "Observation?patient=erika&category=laboratory&date=ge2026-01-01&_count=20", ".Date.OnOrAfter(2026, 1, 1)")]
    [InlineData("epic", "Observation?patient=erika&code=http://loinc.org|718-7,http://loinc.org|4548-4", ".Code.AnyOf(new SearchToken(")]
    [InlineData("epic", "Patient?family=Smith&given=John&birthdate=1980-02-03", ".Family.StartsWith(\"Smith\")")]
    [InlineData("epic", "Patient?identifier=http://example.org/mrn|12345", ".Identifier.Is(\"http://example.org/mrn\", \"12345\")")]
    [InlineData("epic", "Condition?patient=erika&category=problem-list-item&clinical-status=active", ".ClinicalStatus.Is(\"active\")")]
    [InlineData("epic", "Patient/erika", "Patient resource = await client.Patient.ReadAsync(\"erika\");")]
    [InlineData("oracle-health", "Observation?patient=1&category=laboratory&date=ge2025-06-01&date=lt2026-01-01", ".Date.Before(2026, 1, 1)")]
    [InlineData("oracle-health", "Patient?identifier=urn:oid:1.2.3|4", "client.Patient.Search(")]
    [InlineData("oracle-health", "Encounter?patient=1&_count=10", ".Count(10)")]
    [InlineData("hapi", "Patient?name:exact=Erika&birthdate=lt1990&gender=female", ".Birthdate.Before(FhirDateTime.Parse(\"1990\"))")]
    [InlineData("hapi", "Observation?value-quantity=gt5.40|http://unitsofmeasure.org|g/dL", ".ValueQuantity.GreaterThan(5.40m, \"g/dL\")")]
    [InlineData("hapi", "Observation?value-quantity=5.4|urn:units|x", "new QuantitySearchValue(5.4m, \"urn:units\", \"x\")")]
    [InlineData("hapi", "Observation?date=ge2026-01-01T10:00:00Z&_sort=-date,code", ".SortDescending(o => o.Date).Sort(o => o.Code)")]
    [InlineData("hapi", "Observation?subject:Patient=erika&_include=Observation:subject", ".Subject.OfType(\"Patient\", \"erika\")")]
    [InlineData("hapi", "Observation?subject:Patient.name=peter", ".Where(\"subject:Patient.name\", \"peter\")")]
    [InlineData("hapi", "Patient?_has:Observation:patient:code=1234-5", ".Where(\"_has:Observation:patient:code\", \"1234-5\")")]
    [InlineData("hapi", "Patient?active=true&gender:not=male", ".Gender.Not(SearchToken.OfCode(\"male\"))")]
    [InlineData("hapi", "Patient?name=O%27Neil%5C%2C%20Jr.&address:contains=%22x%22", ".Name.StartsWith(\"O'Neil, Jr.\")")]
    [InlineData("hapi", "Patient?name=%E2%80%A8%7B0%7D%5C%5C%22", "\\u2028{0}\\\\\\\"\")")]
    [InlineData("hapi", "Patient?name:missing=true&identifier=http://a.example|", ".Identifier.InSystem(\"http://a.example\")")]
    [InlineData("hapi", "Patient?identifier=|5&name={x}", "client.Patient.Search($\"identifier=|5&name=%7Bx%7D\")")]
    [InlineData("hapi", "Task?status=requested", "FhirTask resource in client.Task.Search(")]
    [InlineData("hapi", "ValueSet?url=http://example.org/a,http://example.org/b", ".Url.AnyOf(\"http://example.org/a\", \"http://example.org/b\")")]
    [InlineData("hapi", "RiskAssessment?probability=ge0.8", ".Probability.AtLeast(0.8m)")]
    [InlineData("hapi", "Patient?_total=accurate&_elements=name,id&_id=1", ".Total(TotalMode.Accurate)")]
    [InlineData("hapi", "Patient/erika/_history/1", "client.Patient.VReadAsync(\"erika\", \"1\")")]
    [InlineData("hapi", "Patient/erika/$everything", "client.Patient.Everything(\"erika\")")]
    public async Task What_is_shown_compiles_and_asks_for_what_was_written(string platform, string url, string holds)
    {
        await using var server = RawServer.Start(Answer);
        await using var gateway = await RestGateway.StartAsync(
            options => options.Platforms[platform] = RestGateway.Open(new Uri(server.Address, "fhir/")), map: static app => app.MapFhirGatewayExplorer());
        var said = await ExplainEndpointTests.ExplainAsync(gateway, platform, url.Replace("|", "%7C", StringComparison.Ordinal).Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal));
        Assert.Null(said["problem"]);
        var code = said["csharp"]!.GetValue<string>();
        Assert.True(said["wouldBeSent"]!.GetValue<bool>(), said["verdicts"]!.ToJsonString());
        Assert.Contains(holds, code, StringComparison.Ordinal);

        await RunAsync(code);

        var asked = server.Requests.Single(static request => !request.Target.EndsWith("/metadata", StringComparison.Ordinal));
        Assert.Equal(CriteriaOf(url), CriteriaOf(asked.Target["/fhir/".Length..]));
    }

    [Theory]
    [InlineData("epic", "GET", "Observations?patient=1", "IFhirPlatformClient client = FhirPlatform.Create<Epic>")]
    [InlineData("epic", "GET", "Observation?patient=1", "// Refused before it is sent, FHT1101: ")]
    [InlineData("epic", "GET", "Patient?nam=x", ".Where(\"nam\", \"x\")")]
    [InlineData("epic", "POST", "Patient/$match", "client.SendAsync(HttpMethod.Parse(\"POST\"), \"Patient/$match\")")]
    [InlineData("epic", "POST", "Patient", "FhirJson.Read(File.ReadAllBytes(\"resource.json\"))")]
    [InlineData("hapi", "DELETE", "Patient/1", "await client.Patient.DeleteAsync(\"1\");")]
    [InlineData("hapi", "GET", "Patient?_summary=count", ".Summary(SummaryMode.Count)")]
    [InlineData("hapi", "GET", "Patient", "client.Patient.Search(q => q.All())")]
    [InlineData("hapi", "GET", "Patient/1/Observation?code=1", "client.SendAsync(HttpMethod.Parse(\"GET\")")]
    [InlineData("hapi", "POST", "Patient/_search?name=x", "client.SendAsync(")]
    [InlineData("hapi", "GET", "?_type=Patient&_id=1", "client.SendAsync(")]
    [InlineData("hapi", "GET", "metadata", "\"metadata\"")]
    [InlineData("hapi", "GET", "Patient?name=a%0Ab", ".Name.StartsWith(\"a\\u000ab\")")]
    [InlineData("hapi", "GET", "Patient?name=&birthdate=2026-13-45", "client.Patient.Search($\"name=&birthdate=2026-13-45\")")]
    public async Task What_is_refused_or_has_no_member_compiles_too(string platform, string method, string url, string holds)
    {
        await using var gateway = await RestGateway.StartAsync(
            options => options.Platforms[platform] = RestGateway.Open(new Uri("http://127.0.0.1:9/fhir/")), map: static app => app.MapFhirGatewayExplorer());

        var code = (await ExplainEndpointTests.ExplainAsync(gateway, platform, url, method))["csharp"]!.GetValue<string>();

        Assert.Contains(holds, code, StringComparison.Ordinal);
        Compile(code);
    }

    [Fact]
    public async Task A_platform_of_ones_own_goes_by_the_untyped_client_and_a_login_by_a_token()
    {
        var folder = Directory.CreateTempSubdirectory("platforms");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mercy.platform.json"), """{ "id": "mercy", "name": "Mercy \"General\"", "extends": "epic" }""");
            await using var gateway = await RestGateway.StartAsync(
                options =>
                {
                    options.PlatformFolder = folder.FullName;
                    options.Platforms["mercy"] = new GatewayPlatformOptions
                    {
                        BaseUrl = new Uri("http://127.0.0.1:9/fhir/"), Launch = new GatewayLaunchOptions { ClientId = "x", ClientSecret = "y", Scopes = { "openid" } },
                    };
                },
                map: static app => app.MapFhirGatewayExplorer());

            var code = (await ExplainEndpointTests.ExplainAsync(gateway, "mercy", "Patient?family=Smith"))["csharp"]!.GetValue<string>();

            Assert.Contains("PlatformFiles.LoadDirectory(\"platforms\", BuiltInPlatforms.All)", code, StringComparison.Ordinal);
            Assert.Contains("o.AccessToken = ", code, StringComparison.Ordinal);
            Assert.Contains("client.Search(\"Patient?family=Smith\")", code, StringComparison.Ordinal);
            Compile(code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Patient?name=';touch /tmp/x;'")]
    [InlineData("Patient?name=$(id)`id`\"\\")]
    [InlineData("Patient/$everything?x=[1-9]{a,b}")]
    [InlineData("Patient/$everything?x='")]
    [InlineData("Patient/$everything?x=';id;'")]
    public async Task The_address_of_curl_is_one_word_to_a_shell(string url)
    {
        await using var gateway = await RestGateway.StartAsync(
            static options => options.Platforms["hapi"] = RestGateway.Open(new Uri("http://127.0.0.1:9/fhir/")), map: static app => app.MapFhirGatewayExplorer());

        var said = await ExplainEndpointTests.ExplainAsync(gateway, "hapi", url);

        if (said["curl"] is { } curl)
        {
            var text = curl.GetValue<string>();
            Assert.Equal(2, text.Count(static letter => letter == '\''));
            Assert.EndsWith("'", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', text);
        }
        else
        {
            Assert.NotNull(said["problem"]);
        }
    }

    private static RawAnswer Answer(RawRequest request) => request.Target.Contains('?', StringComparison.Ordinal) || request.Target.EndsWith("$everything", StringComparison.Ordinal)
        ? Upstream.Searchset(request)
        : RawAnswer.Of("200 OK", Upstream.Patient("erika").Replace("\"id\"", "\"meta\":{\"versionId\":\"1\"},\"id\"", StringComparison.Ordinal), "Content-Type: application/fhir+json");

    // The path and the criteria, in any order: what shapes the answer a client writes at the end.
    private static IEnumerable<string> CriteriaOf(string url)
    {
        var parts = url.Split('?');
        return SearchQuery.Parse("", parts.Length > 1 ? parts[1] : "").Criteria.Select(static criterion => criterion.FullName + "=" + string.Join(',', criterion.Values.Select(static value => value.Escaped)))
            .Order(StringComparer.Ordinal).Prepend(parts[0]);
    }

    private static async Task RunAsync(string code)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        var entry = context.LoadFromStream(Compile(code)).EntryPoint!;
        await Task.Run(() => entry.Invoke(null, [Array.Empty<string>()]));
        context.Unload();
    }

    private static MemoryStream Compile(string code)
    {
        var library = new MemoryStream();
        var result = CSharpCompilation.Create("Shown", [CSharpSyntaxTree.ParseText(ImplicitUsings + code)], References, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)).Emit(library);
        Assert.True(result.Success, code + "\n" + string.Join('\n', result.Diagnostics.Where(static one => one.Severity == DiagnosticSeverity.Error)));
        library.Position = 0;
        return library;
    }
}
