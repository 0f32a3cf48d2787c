using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Firely;

/// <summary>Which platform a client of the Firely SDK asks, and its requests that are no searches.</summary>
public sealed class FirelyClientTests
{
    private const string Address = "https://fhir.mercy.example/r4";

    [Theory]
    [InlineData("await client.ReadAsync<Patient>(\"Patient/1\");")]
    [InlineData("await client.ReadAsync<Patient>($\"Patient/{id}\");")]
    [InlineData("await client.ReadAsync<Condition>(\"{|FHT1002:Condition/1|}\");")]
    [InlineData("await client.ReadAsync<Condition>($\"{|FHT1002:Condition/{id}|}\");")]
    [InlineData("await client.{|FHT1002:ReadAsync|}<Condition>(id);")]
    [InlineData("await client.ReadAsync<Resource>(id);")]
    [InlineData("await client.ReadAsync<Resource>(\"{|FHT1001:SupplyDelivery/1|}\");")]
    [InlineData("await client.ReadAsync<Condition>(new Uri(\"{|FHT1002:Condition/1|}\", UriKind.Relative));")]
    [InlineData("await client.ReadAsync<Condition>(\"https://fhir.mercy.example/r4/{|FHT1002:Condition/1|}\");")]
    [InlineData("await client.ReadAsync<Patient>(\"{|FHT1002:Patient/1/_history/2|}\");")]
    [InlineData("await client.RefreshAsync(patient);")]
    [InlineData("await client.{|FHT1002:RefreshAsync|}(new Condition());")]
    [InlineData("await client.{|FHT1002:CreateAsync|}(patient);")]
    [InlineData("await client.CreateAsync(new Observation());")]
    [InlineData("await client.{|FHT1001:CreateAsync|}(new SupplyDelivery());")]
    [InlineData("await client.{|FHT1401:UpdateAsync|}(patient);")]
    [InlineData("await client.{|FHT1401:UpdateAsync|}(patient, false);")]
    [InlineData("await client.UpdateAsync(patient, versionAware: true);")]
    [InlineData("await client.UpdateAsync(patient, flag);")]
    [InlineData("await client.{|FHT1002:UpdateAsync|}(new Observation(), true);")]
    [InlineData("await client.DeleteAsync(\"{|FHT1002:Patient/1|}\");")]
    [InlineData("await client.DeleteAsync(new Uri(\"{|FHT1002:Patient/1|}\", UriKind.Relative));")]
    [InlineData("await client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("await client.DeleteAsync(id);")]
    [InlineData("await client.{|FHT1002:PatchAsync|}<Patient>(id, new Parameters());")]
    [InlineData("await client.{|FHT1002:TypeHistoryAsync|}<Patient>();")]
    [InlineData("await client.{|FHT1002:TypeHistoryAsync|}(\"Patient\");")]
    [InlineData("await client.HistoryAsync(\"{|FHT1002:Patient/1|}\");")]
    [InlineData("await client.{|FHT1002:WholeSystemHistoryAsync|}();")]
    [InlineData("await client.TypeOperationAsync<Observation>({|FHT1008:\"lastn\"|});")]
    [InlineData("await client.TypeOperationAsync<Observation>(id);")]
    [InlineData("await client.InstanceOperationAsync(new Uri(\"Patient/1\", UriKind.Relative), {|FHT1008:\"everything\"|});")]
    [InlineData("await client.WholeSystemOperationAsync({|FHT1008:\"closure\"|});")]
    [InlineData("await client.{|FHT1404:TransactionAsync|}(new Bundle());")]
    [InlineData("await client.{|FHT1010:ConditionalCreateAsync|}(new Observation(), given);")]
    [InlineData("await client.{|FHT1002:ConditionalCreateAsync|}(patient, given);")]
    [InlineData("await client.{|FHT1010:ConditionalUpdateAsync|}(patient, given);")]
    [InlineData("await client.{|FHT1002:ConditionalDeleteSingleAsync|}(given, \"Patient\");")]
    [InlineData("await client.ConditionalDeleteSingleAsync(given);")]
    [InlineData("client.Dispose();")]
    public Task Request(string body) => FirelyRun.VerifyAsync("", "var client = new FhirClient(\"" + Address + "\"); " + body);

    [Fact]
    public async Task UpdateWithoutVersion_SaysHowTheClientSendsIt()
    {
        var found = await FirelyRun.VerifyAsync("", "var client = new FhirClient(\"" + Address + "\"); await client.{|FHT1401:UpdateAsync|}(patient);");

        Assert.EndsWith("Call it with versionAware: true.", Assert.Single(found).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "var client = new FhirClient(\"https://fhir.mercy.example/r4/\"); await client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "using var client = new FhirClient(\"https://FHIR.mercy.example/r4\"); await client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "FhirClient client = new(\"https://fhir.mercy.example/r4\", new FhirClientSettings()); await client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "BaseFhirClient client = new FhirClient(new Uri(\"https://fhir.mercy.example/r4\")); await client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "await new FhirClient(\"https://fhir.mercy.example/r4\").{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "var address = new Uri(\"https://fhir.mercy.example/r4\"); var client = new FhirClient(address); await client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "var client = new FhirClient(\"https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4\"); await client.{|FHT1101:SearchAsync|}<Observation>(new SearchParams().Where(\"patient=1\"));")]
    [InlineData("const string Base = \"https://fhir.mercy.example/r4\"; readonly FhirClient _client = new(Base);", "await _client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("private FhirClient _client = new(\"https://fhir.mercy.example/r4\");", "await this._client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("private static readonly FhirClient Client = new(\"https://fhir.mercy.example/r4\");", "await Client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("private FhirClient Client { get; } = new(\"https://fhir.mercy.example/r4\");", "await Client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("private FhirClient Client => new(\"https://fhir.mercy.example/r4\");", "await Client.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("private FhirClient? _client; void Init() { _client = new FhirClient(\"https://fhir.mercy.example/r4\"); }", "await _client!.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "var client = new FhirClient(\"https://example.org/fhir\"); await client.DeleteAsync(patient);")]
    [InlineData("", "var client = new FhirClient(\"https://fhir.mercy.example\"); await client.DeleteAsync(patient);")]
    [InlineData("", "var client = new FhirClient(id); await client.DeleteAsync(patient);")]
    [InlineData("", "var client = flag ? new FhirClient(\"https://fhir.mercy.example/r4\") : other; await client.DeleteAsync(patient);")]
    [InlineData("", "var client = new FhirClient(\"https://fhir.mercy.example/r4\"); client = other; await client.DeleteAsync(patient);")]
    [InlineData("", "var client = new FhirClient(\"https://fhir.mercy.example/r4\"); Swap(ref client); await client.DeleteAsync(patient); void Swap(ref FhirClient c) => c = other;")]
    [InlineData("private FhirClient _client = new(\"https://fhir.mercy.example/r4\"); void Set(FhirClient client) => _client = client;", "await _client.DeleteAsync(patient);")]
    [InlineData("public FhirClient Client { get; set; } = new(\"https://fhir.mercy.example/r4\");", "await Client.DeleteAsync(patient);")]
    [InlineData("public FhirClient Client = new(\"https://fhir.mercy.example/r4\");", "await Client.DeleteAsync(patient);")]
    [InlineData("", "await other.DeleteAsync(patient);")]
    public Task Address_NamesThePlatform(string members, string body) => FirelyRun.VerifyAsync(members, body);

    [Theory]
    [InlineData("[assembly: FhirPlatformFor<Mercy>]", "", "await other.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("[assembly: FhirPlatformFor<Mercy>]", "", "await new FhirClient(id).{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("[assembly: FhirPlatformFor<Mercy>]", "", "await new FhirClient(\"https://ward.example/r4\").{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("[assembly: FhirPlatformFor<Epic>]", "", "await other.{|FHT1101:SearchAsync|}<Observation>(new SearchParams().Where(\"patient=1\"));")]
    [InlineData("[assembly: FhirPlatformFor<Epic>]", "", "await new FhirClient(\"https://fhir.mercy.example/r4\").ReadAsync<Condition>(\"{|FHT1002:Condition/1|}\");")]
    [InlineData("", "fhirtyped_platform = mercy", "await other.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "fhirtyped_platform = Mercy", "await other.{|FHT1002:DeleteAsync|}(patient);")]
    [InlineData("", "fhirtyped_platform = epic", "await other.{|FHT1101:SearchAsync|}<Observation>(new SearchParams().Where(\"patient=1\"));")]
    [InlineData("[assembly: FhirPlatformFor<Epic>]", "fhirtyped_platform = mercy", "await other.ReadAsync<Condition>(\"{|FHT1002:Condition/1|}\");")]
    [InlineData("[assembly: FhirPlatformFor<Mercy>]", "fhirtyped_platform = unset", "await other.DeleteAsync(patient);")]
    [InlineData("", "fhirtyped_platform =", "await other.DeleteAsync(patient);")]
    [InlineData("", "", "await other.DeleteAsync(patient);")]
    public Task ProjectNamesThePlatform(string attributes, string key, string body) =>
        FirelyRun.VerifyAsync("", body, attributes, "[*.cs]\n" + key);

    [Theory]
    [InlineData("fhirtyped_platform = nowhere", "await other.{|FHT0004:DeleteAsync|}(patient);")]
    [InlineData("fhirtyped_platform = nowhere", "await other.{|FHT0004:DeleteAsync|}(patient); await other.DeleteAsync(patient);")]
    [InlineData("fhirtyped_platform = nowhere", "await new FhirClient(\"" + Address + "\").{|FHT0004,FHT1002:DeleteAsync|}(patient);")]
    [InlineData("fhirtyped_platform = nowhere", "await other?.{|FHT0004:DeleteAsync|}(patient)!;")]
    [InlineData("fhirtyped_platform = nowhere", "given.Where(\"name=1\");")]
    [InlineData("fhirtyped_platform = nowhere", "await new System.Net.Http.HttpClient().DeleteAsync(id);")]
    [InlineData("fhirtyped_platform = nowhere\ndotnet_diagnostic.FHT0004.severity = none", "await other.DeleteAsync(patient);")]
    [InlineData("fhirtyped_platform = unset", "await other.DeleteAsync(patient);")]
    [InlineData("fhirtyped_platform = EPIC", "await other.ReadAsync<Patient>(id);")]
    public Task KeyWithAnUnknownId_IsReportedOnceInAFile(string key, string body) => FirelyRun.VerifyAsync("", body, editorConfig: "[*.cs]\n" + key);

    [Theory]
    [InlineData("Hl7.Fhir.R4", true)]
    [InlineData("Hl7.Fhir.R4.Core", true)]
    [InlineData("Acme.Clients", true)]
    [InlineData("Hl7.Fhir.STU3", false)]
    [InlineData("Hl7.Fhir.R4B", false)]
    [InlineData("Hl7.Fhir.R5", false)]
    public Task ClientOfAnotherVersionOfFhir_IsNotJudged(string assembly, bool isJudged) => FirelyRun.VerifyAsync(
        "", "await new FhirClient(\"" + Address + "\")." + (isJudged ? "{|FHT1002:DeleteAsync|}" : "DeleteAsync") + "(patient);", assembly: assembly);

    [Fact]
    public Task TypesOfTheSameNameElsewhere_AreNotMeant() => AnalyzerRun.VerifyAsync("""
        namespace Ward.Rest
        {
            public class FhirClient(string endpoint) { public string Endpoint => endpoint; public void Delete(Patient patient) { } }
            public static class Clinic { public static void Run() => new FhirClient("https://fhir.mercy.example/r4").Delete(new Patient()); }
        }
        """, new AnalyzerSetup { References = FirelyAssemblies.R4 });
}
