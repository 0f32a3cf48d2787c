using System.Reflection;
using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using FhirTyped.TestKit;

namespace FhirTyped.Platforms.Tests;

/// <summary>That every platform in the folder is in the assembly, and is what its files say.</summary>
public sealed class BuiltInPlatformTests
{
    public static TheoryData<string> Ids =>
        [.. Directory.GetDirectories(Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms"))
            .Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Platform_HasItsClass_AndOneManifestForCompilerAndRunTime(string id)
    {
        var platform = PlatformOf(id);
        var descriptor = DescriptorOf(platform);
        var manifest = ManifestText.Read(platform.GetCustomAttribute<FhirPlatformManifestAttribute>()!.Manifest);

        Assert.Equal(typeof(FhirPlatformClient), platform.BaseType);
        Assert.Equal(id, descriptor.Id);
        Assert.Equal(manifest, descriptor.Manifest);
        Assert.Equal(manifest.Name, descriptor.Name);
        Assert.NotEmpty(manifest.Resources);
    }

    /// <summary>The platforms with a statement of their own; the others are assumed from implementation guides.</summary>
    public static TheoryData<string> IdsWithAStatement => [.. Ids.Select(static row => row.Data).Where(static id => File.Exists(StatementOf(id)))];

    [Theory]
    [MemberData(nameof(IdsWithAStatement))]
    public void Platform_HasAnEndpointForEachResourceOfItsStatement(string id)
    {
        var platform = PlatformOf(id);
        var statement = JsonDocument.Parse(File.ReadAllText(StatementOf(id))).RootElement;
        var declared = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray()
            .Select(static resource => resource.GetProperty("type").GetString()!)
            .Where(R4Definitions.IsResourceType)
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            declared,
            platform.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(static property => property.Name)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Query_HasAPropertyForEachParameterThatTheJudgeSupports(string id)
    {
        var platform = PlatformOf(id);
        var manifest = DescriptorOf(platform).Manifest;
        foreach (var resource in manifest.Resources.Where(static resource => resource.Supports(FhirInteraction.SearchType)))
        {
            var query = platform.GetNestedType(QueryPropertyNames.QueryClass(resource.Type))!;
            foreach (var (name, parameter) in QueryPropertyNames.For(manifest, resource))
            {
                var type = query.GetProperty(name)!.PropertyType;
                Assert.StartsWith(parameter.Type + "Parameter`", type.Name, StringComparison.Ordinal);
                if (R4Definitions.FindSearchInterface(parameter.Name, parameter.Type) is { } known && known.PropertyName == name)
                {
                    Assert.Contains(query.GetInterfaces(), implemented => implemented.Name == known.Name + "`1");
                }
            }
        }
    }

    [Fact]
    public void Epic_HasNoSupplyDelivery_AndDeletesNoPatient()
    {
        Assert.Null(typeof(Epic).GetProperty("SupplyDelivery"));
        Assert.NotNull(typeof(Epic.PatientEndpoint).GetMethod("ReadAsync"));
        Assert.Null(typeof(Epic.PatientEndpoint).GetMethod("DeleteAsync"));
    }

    [Fact]
    public async Task Epic_ReadsAPatient_AndRefusesASearchThatItWouldRefuse()
    {
        using var http = new HttpClient(new OnePatient());
        var epic = FhirPlatform.Create<Epic>(http, static options => options.BaseUrl = new("https://epic.example.org/r4/"));

        var patient = await epic.Patient.ReadAsync("p1");
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(() => epic.Observation.Search(static q => q.Patient.Is("p1")).ToListAsync(10));

        Assert.Equal("p1", patient.Id);
        Assert.Contains(refused.Verdicts, static verdict => verdict.Id == "FHT1101");
    }

    private static string StatementOf(string id) =>
        Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", id, "capabilities.json");

    private static Type PlatformOf(string id) => typeof(Epic).Assembly.GetCustomAttributes<FhirPlatformAttribute>().Single(attribute => attribute.Id == id).Platform;

    private static PlatformDescriptor DescriptorOf(Type platform) => (PlatformDescriptor)platform.GetProperty("Descriptor")!.GetValue(null)!;

    private sealed class OnePatient : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent("""{ "resourceType": "Patient", "id": "p1" }""", Encoding.UTF8, "application/fhir+json"),
            });
    }
}
