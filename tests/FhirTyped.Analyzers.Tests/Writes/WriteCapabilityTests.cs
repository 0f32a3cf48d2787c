using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Writes;

/// <summary>FHT1008 by name, FHT1010, FHT1401, FHT1403 and FHT1404: what the platform does not take.</summary>
public sealed class WriteCapabilityTests
{
    [Theory]
    [InlineData("await writer.Observation.{|FHT1010:CreateIfNoneExistAsync|}(new Observation(), q => { });")]
    [InlineData("await writer.Patient.{|FHT1010:ConditionalUpdateAsync|}(new Patient(), q => { });")]
    [InlineData("await writer.Patient.{|FHT1010:ConditionalDeleteMultipleAsync|}(q => { });")]
    [InlineData("await writer.Patient.{|FHT1010:ReadIfModifiedSinceAsync|}(id, DateTimeOffset.UtcNow);")]
    [InlineData("await writer.Observation.{|FHT1002:ConditionalDeleteAsync|}(q => { });")]
    [InlineData("await writer.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is(\"s\", id));")]
    [InlineData("await writer.Patient.ConditionalDeleteAsync(q => q.Identifier.Is(\"s\", id));")]
    [InlineData("await writer.Patient.ReadIfNoneMatchAsync(id, \"1\");")]
    public Task Conditional(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("await http.DeleteAsync($\"https://fhir.writer.example/r4/{|FHT1002:Observation|}?patient={Uri.EscapeDataString(id)}\");")]
    [InlineData("await http.PutAsync($\"https://fhir.writer.example/r4/{|FHT1010:Patient|}?identifier={Uri.EscapeDataString(id)}\", null);")]
    [InlineData("await http.DeleteAsync($\"https://fhir.writer.example/r4/Patient?identifier={Uri.EscapeDataString(id)}\");")]
    public Task Conditional_AsAnAddress(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("_ = mercy.{|FHT1404:Transaction|}();")]
    [InlineData("_ = mercy.{|FHT1404:Batch|}();")]
    [InlineData("_ = oracle.{|FHT1404:Transaction|}();")]
    [InlineData("_ = oracle.Batch();")]
    [InlineData("_ = writer.Transaction();")]
    [InlineData("_ = writer.Batch();")]
    public Task Bundles(string body) => VerifyAsync(body);

    [Fact]
    public async Task Transaction_WhereThereIsBatch_SaysSo() =>
        Assert.Contains("it declares batch", Assert.Single(await VerifyAsync("_ = oracle.{|FHT1404:Transaction|}();")).GetMessage());

    [Theory]
    [InlineData("await writer.Patient.PatchAsync(id, {|FHT1403:new FhirPathPatch()|});")]
    [InlineData("await writer.Patient.PatchAsync(id, {|FHT1403:new FhirPathPatch().Delete(\"Patient.photo\")|});")]
    [InlineData("await oracle.Patient.PatchAsync(id, {|FHT1403:new FhirPathPatch { VersionId = \"1\" }|});")]
    [InlineData("await writer.Patient.PatchAsync(id, new JsonPatch().Remove(\"/photo\"));")]
    [InlineData("await writer.Patient.PatchAsync(id, patch);")]
    [InlineData("await writer.Observation.{|FHT1002:PatchAsync|}(id, new JsonPatch());")]
    public Task PatchKinds(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("await writer.Encounter.{|FHT1401:DeleteAsync|}(id);")]
    [InlineData("await writer.Encounter.{|FHT1401:DeleteAsync|}(new Encounter { Id = id });")]
    [InlineData("await writer.Encounter.{|FHT1401:PatchAsync|}(id, new JsonPatch().Remove(\"/status\"));")]
    [InlineData("await writer.Encounter.DeleteAsync(encounter);")]
    [InlineData("await writer.Encounter.DeleteAsync(new Encounter { Id = id, Meta = new() { VersionId = \"1\" } });")]
    [InlineData("await writer.Encounter.PatchAsync(id, new JsonPatch { VersionId = \"1\" }.Remove(\"/status\"));")]
    [InlineData("await writer.Encounter.PatchAsync(id, patch);")]
    [InlineData("await writer.Patient.DeleteAsync(id);")]
    public Task Versions(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("await writer.OperationAsync<Patient>({|FHT1008:\"everythin\"|});")]
    [InlineData("await writer.InstanceOperationAsync<Patient>(id, {|FHT1008:\"$meta\"|});")]
    [InlineData("await writer.OperationAsync({|FHT1008:\"everything\"|});")]
    [InlineData("await writer.OperationAsync<Slot>({|FHT1001:\"everything\"|});")]
    [InlineData("await writer.InstanceOperationAsync<Patient>(id, \"$everything\");")]
    [InlineData("await writer.OperationAsync(\"reindex\", new Parameters());")]
    [InlineData("await writer.OperationAsync(id);")]
    [InlineData("writer.Patient.{|FHT1509:Everything|}(id);")]
    public Task Operations(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("FHT1008", "await writer.OperationAsync<Patient>({|FHT1008:\"everythin\"|});")]
    [InlineData("FHT1010", "await writer.Patient.{|FHT1010:ConditionalUpdateAsync|}(new Patient(), q => { });")]
    [InlineData("FHT1403", "await writer.Patient.PatchAsync(id, {|FHT1403:new FhirPathPatch()|});")]
    [InlineData("FHT1404", "_ = mercy.{|FHT1404:Transaction|}();")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body) =>
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyAsync(InMethod(body), (id, ReportDiagnostic.Hidden))).Severity);

    private static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    private static string InMethod(string body) => $$"""
        public sealed class Clinic(Writer writer, Mercy mercy, OracleHealth oracle, System.Net.Http.HttpClient http)
        {
            public async Task Run(string id, Encounter encounter, JsonPatch patch)
            {
                {{body}}
                await Task.CompletedTask;
                _ = (writer, mercy, oracle, http, encounter, patch);
            }
        }
        """;
}
