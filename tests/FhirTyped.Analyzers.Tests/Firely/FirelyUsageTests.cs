using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Firely;

/// <summary>Usages of the SDK's client that are neither a read nor a search by SearchParams: each with what is found in it.</summary>
public sealed class FirelyUsageTests
{
    [Theory]
    [InlineData("await client.{|FHT1002:ConditionalPatchAsync|}<Patient>(given, new Parameters());")]
    [InlineData("await client.{|FHT1001:ConditionalPatchAsync|}<SupplyDelivery>(given, new Parameters());")]
    [InlineData("await client.ConditionalPatchAsync<Resource>(given, new Parameters());")]
    [InlineData("await client.DeleteHistoryAsync(\"{|FHT1002:Patient/1|}\");")]
    [InlineData("await client.DeleteHistoryAsync($\"{|FHT1002:Patient/{id}|}\");")]
    [InlineData("await client.DeleteHistoryVersionAsync(\"{|FHT1002:Patient/1/_history/2|}\");")]
    [InlineData("await client.DeleteHistoryAsync(id);")]
    public Task Write(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("await client.ConditionalCreateAsync(patient, new SearchParams(\"identifier\", \"urn:mrn|1\"));")]
    [InlineData("await client.ConditionalCreateAsync(patient, given);")]
    [InlineData("await client.ConditionalCreateAsync(patient, new SearchParams(\"{|FHT1207:xyzzy|}\", \"1\"));")]
    [InlineData("await client.ConditionalCreateAsync(patient, new SearchParams().Where(\"identifier=urn:mrn|1\").Where(\"{|FHT1003:family|}=x\"));")]
    [InlineData("var q = new SearchParams(); q.Where({|FHT1205:\"identifier=\"|}); await client.ConditionalCreateAsync(patient, q);")]
    [InlineData("await client.{|FHT1010:ConditionalCreateAsync|}(patient, new SearchParams());")]
    [InlineData("await client.{|FHT1010:ConditionalUpdateAsync|}(patient, new SearchParams(\"identifier\", \"urn:mrn|1\"));")]
    [InlineData("await client.ConditionalDeleteSingleAsync(new SearchParams(\"identifier\", \"urn:mrn|1\"), \"Patient\");")]
    [InlineData("await client.{|FHT1010:ConditionalDeleteSingleAsync|}(new SearchParams(), \"Patient\");")]
    [InlineData("await client.{|FHT1010:ConditionalDeleteMultipleAsync|}(new SearchParams(\"identifier\", \"urn:mrn|1\"), \"Patient\");")]
    [InlineData("await client.{|FHT1010:ConditionalPatchAsync|}<Patient>(new SearchParams(\"identifier\", \"urn:mrn|1\"), new Parameters());")]
    public Task Condition(string body) => FirelyRun.VerifyAsync("", "var client = new FhirClient(\"https://fhir.writer.example/r4\"); " + body);

    [Theory]
    [InlineData("await client.GetAsync(\"Patient/1\");")]
    [InlineData("await client.GetAsync(\"metadata\");")]
    [InlineData("await client.GetAsync(id);")]
    [InlineData("await client.GetAsync($\"{id}/1\");")]
    [InlineData("await client.GetAsync(\"https://elsewhere.example/r4/Condition/1\");")]
    [InlineData("await client.GetAsync(\"{|FHT1002:Condition/1|}\");")]
    [InlineData("await client.GetAsync(\"/{|FHT1002:Condition/1|}\");")]
    [InlineData("await client.GetAsync(new Uri(\"{|FHT1002:Condition/1|}\", UriKind.Relative));")]
    [InlineData("await client.GetAsync(\"https://fhir.mercy.example/r4/{|FHT1002:Condition/1|}\");")]
    [InlineData("await client.GetAsync(\"{|FHT1008:Patient/1/$everything|}\");")]
    [InlineData("await client.GetAsync(\"Patient?birthdate=1980-01-01\");")]
    [InlineData("await client.GetAsync(\"Patient?{|FHT1207:birthDate|}=1980-01-01\");")]
    [InlineData("await client.GetAsync(\"https://fhir.mercy.example/r4/Patient?{|FHT1207:birthDate|}=1980-01-01\");")]
    [InlineData("await client.{|FHT1101:GetAsync|}(\"Observation?patient=1\");")]
    [InlineData("await client.GetAsync($\"Patient?family={{|FHT1206:id|}}\");")]
    [InlineData("await client.GetAsync($\"Patient?family={Uri.EscapeDataString(id)}\");")]
    [InlineData("await client.GetAsync($\"Patient/{id}\");")]
    public Task Address(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("await client.OperationAsync(new Uri(\"Patient/1\", UriKind.Relative), {|FHT1008:\"everything\"|});")]
    [InlineData("await client.OperationAsync(new Uri(\"Patient\", UriKind.Relative), id);")]
    [InlineData("await client.OperationAsync(new Uri(\"{|FHT1008:Patient/1/$everything|}\", UriKind.Relative));")]
    [InlineData("await client.OperationAsync(new Uri(\"https://fhir.mercy.example/r4/{|FHT1008:Patient/$match|}\"), new Parameters());")]
    [InlineData("await client.OperationAsync(new Uri(id, UriKind.Relative));")]
    [InlineData("await client.{|FHT1008:FetchPatientRecordAsync|}();")]
    [InlineData("await client.{|FHT1008:FetchPatientRecordAsync|}(new Uri(\"Patient/1\", UriKind.Relative));")]
    [InlineData("await client.{|FHT1008:ValidateCreateAsync|}(patient);")]
    [InlineData("await client.{|FHT1008:ValidateUpdateAsync|}(patient, id);")]
    [InlineData("await client.{|FHT1008:ValidateResourceAsync|}(new Observation());")]
    [InlineData("await client.{|FHT1008:ValidateDeleteAsync|}(new ResourceIdentity(\"Patient/1\"));")]
    [InlineData("await client.ValidateDeleteAsync(new ResourceIdentity(id));")]
    [InlineData("await client.{|FHT1008:MetaAsync|}();")]
    [InlineData("await client.{|FHT1008:MetaAsync|}(\"Patient/1\");")]
    [InlineData("await client.{|FHT1008:MetaAsync|}(new Uri(\"Patient/1\", UriKind.Relative));")]
    [InlineData("await client.{|FHT1008:MetaAsync|}(ResourceType.Patient);")]
    [InlineData("await client.MetaAsync(id);")]
    [InlineData("await client.{|FHT1008:AddMetaAsync|}(\"Patient/1\", new Meta());")]
    [InlineData("await client.{|FHT1008:DeleteMetaAsync|}(\"Patient/1\", new Meta());")]
    [InlineData("await client.{|FHT1001:ExpandValueSetAsync|}(new Uri(\"ValueSet/1\", UriKind.Relative));")]
    [InlineData("await client.{|FHT1001:ExpandValueSetAsync|}(new FhirUri(\"http://hl7.org/fhir/ValueSet/x\"));")]
    [InlineData("await client.{|FHT1001:ValidateCodeAsync|}(\"1\");")]
    [InlineData("await client.{|FHT1001:ConceptLookupAsync|}();")]
    [InlineData("await client.{|FHT1001:TranslateConceptAsync|}(id, new Code(\"a\"), null!, null!, null!, null!, null!, null!, null!);")]
    [InlineData("await client.CapabilityStatementAsync();")]
    [InlineData("client.WithStrictSerializer();")]
    [InlineData("await other.FetchPatientRecordAsync();")]
    public Task Operation(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("await client.SearchAsync(ResourceType.Patient.ToString(), new[] { \"{|FHT1207:birthDate|}=1980\" });")]
    [InlineData("await client.SearchAsync(ResourceType.Patient.GetLiteral(), new[] { \"{|FHT1207:birthDate|}=1980\" });")]
    [InlineData("await client.SearchAsync(nameof(Patient), new[] { \"{|FHT1207:birthDate|}=1980\" });")]
    [InlineData("await client.SearchAsync(new SearchParams().Where(\"{|FHT1207:birthDate|}=1980\"), ResourceType.Patient.ToString());")]
    [InlineData("await client.{|FHT1002:TypeHistoryAsync|}(ResourceType.Patient.ToString());")]
    [InlineData("await client.{|FHT1002:ConditionalDeleteSingleAsync|}(given, ResourceType.Patient.ToString());")]
    [InlineData("await client.SearchAsync(GetLiteral(), new[] { \"birthDate=1980\" }); static string GetLiteral() => \"Patient\";")]
    [InlineData("var type = ResourceType.Patient; await client.SearchAsync(type.ToString(), new[] { \"birthDate=1980\" });")]
    [InlineData("await client.ReadAsync<Resource>({|FHT1002:$\"{ResourceType.Condition}/{id}\"|});")]
    [InlineData("await client.ReadAsync<Resource>($\"{ResourceType.Patient}/{id}\");")]
    [InlineData("await client.TypeOperationAsync({|FHT1008:\"match\"|}, ResourceType.Patient.ToString(), new Parameters());")]
    public Task TypeByItsEnum(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("new SearchParams().Where($\"birthdate=ge{{|FHT1203:DateTime.Now|}}\")")]
    [InlineData("new SearchParams().Where($\"birthdate=ge{{|FHT1203:DateTime.Now|}:o}\")")]
    [InlineData("new SearchParams().Where($\"birthdate=ge{{|FHT1203:DateTime.Now|}:yyyy-MM-ddTHH:mm:ssZ}\")")]
    [InlineData("new SearchParams().Where($\"birthdate=ge{DateTime.Now:yyyy-MM-dd}\")")]
    [InlineData("new SearchParams().Where($\"birthdate=ge{DateTime.UtcNow:o}\")")]
    [InlineData("new SearchParams().Where($\"birthdate=ge{DateTimeOffset.Now:o}\")")]
    [InlineData("new SearchParams().Where($\"family={DateTime.Now:o}\")")]
    [InlineData("new SearchParams().Where(\"birthdate=ge\" + {|FHT1203:DateTime.Now.ToString(\"s\")|})")]
    [InlineData("new SearchParams().Where(\"birthdate=ge\" + DateTime.Now.ToString(\"yyyy-MM-dd\"))")]
    [InlineData("new SearchParams().Add(\"birthdate\", {|FHT1203:DateTime.Now.ToString(\"s\")|})")]
    [InlineData("new SearchParams().Add(\"birthdate\", $\"ge{{|FHT1203:DateTime.Today|}:s}\")")]
    [InlineData("new SearchParams(\"birthdate\", {|FHT1203:DateTime.Now.ToString(\"o\")|})")]
    [InlineData("new[] { $\"birthdate=ge{{|FHT1203:DateTime.Now|}:s}\" }")]
    public Task LocalTime(string criteria) => VerifyAsync("await client.SearchAsync<Patient>(" + criteria + ");");

    [Fact]
    public Task LocalTime_InAText_HasNoFix_SinceTheCultureWouldWriteIt() => FirelyRun.VerifyFixAsync(
        "FHT1203", "var client = new FhirClient(\"https://fhir.mercy.example/r4\"); await client.SearchAsync<Patient>(new SearchParams().Where($\"birthdate=ge{DateTime.Now}\"));", null);

    private static Task VerifyAsync(string body) => FirelyRun.VerifyAsync("", "var client = new FhirClient(\"https://fhir.mercy.example/r4\"); " + body);
}
