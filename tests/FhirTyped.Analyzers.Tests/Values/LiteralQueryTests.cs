using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Values;

/// <summary>Searches that are written as text: FHT1206 to FHT1208, and the judge's verdicts on them.</summary>
public sealed class LiteralQueryTests
{
    [Theory]
    [InlineData("{|FHT1207:birthDate|}=ge{day}")]
    [InlineData("family:exact=x&{|FHT1207:birthDate|}=ge{day}")]
    [InlineData("{|FHT1207:Family|}:exact={id}")]
    [InlineData("{|FHT1207:nonsense|}={id}")]
    [InlineData("{|FHT1207:addressCity|}=Rome")]
    [InlineData("birthdate=ge{day}")]
    [InlineData("family:exact={id}&birthdate=ge{day}")]
    [InlineData("address-city=Rome&_count=50")]
    [InlineData("{id}={id}")]
    [InlineData("{id}")]
    public Task UnknownName_IsReportedAtTheName(string query) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search($\"" + query + "\");");

    [Theory]
    [InlineData("{|FHT1003:deceased|}=true")]
    [InlineData("birthdate=2000&{|FHT1003:phone|}:missing=true")]
    [InlineData("{|FHT1004:family:contains|}={id}")]
    [InlineData("{|FHT1102:gender|}=male&_id=p")]
    [InlineData("gender=male&_count={|FHT1110:500|}")]
    [InlineData("identifier={|FHT1201:12345|}")]
    [InlineData("identifier=urn:mrn|12345")]
    [InlineData("identifier={id}")]
    [InlineData("{|FHT1101:given|}={id}")]
    [InlineData("given={id}&family:exact={id}")]
    [InlineData("gender=male&_include=Patient:general-practitioner")]
    [InlineData("gender=male&_sort=-birthdate,{|FHT1006:-death-date|}")]
    [InlineData("gender=male&_sort=-birthdate,family")]
    [InlineData("gender=male&_revinclude={|FHT1007:Observation:subject|}")]
    public Task EveryVerdict_StandsAtItsPart(string query) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search($\"" + query + "\");");

    [Theory]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&code=s|c&{|FHT1005:date|}=ap{day}\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&code=s|c&date=ge{day}\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&code=s|c&date={id}\");")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}($\"patient={id}\");")]
    [InlineData("_ = epic.Observation.Search($\"patient={id}&{id}\");")]
    [InlineData("_ = mercy.Patient.{|FHT1111:Search|}($\"_count=10\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category={|FHT1105:symptom|}\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category=laboratory,{|FHT1105:symptom|}\");")]
    [InlineData("_ = mercy.Observation.Search($@\"patient={id}&category={|FHT1105:symptom|}\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&\" + $\"category={|FHT1105:symptom|}\");")]
    [InlineData("_ = mercy.Observation.Search($\"-encounter={id}&patient={id}&code=s|c\");")]
    public Task Relations_HoldForTextToo(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("code={|FHT1201:718-7|}")]
    [InlineData("code={|FHT1201:718-7|},{|FHT1201:4548-4|}")]
    [InlineData("code:not={|FHT1201:718-7|}")]
    [InlineData("code={|FHT1202:https://loinc.org|718-7|}")]
    [InlineData("code={|FHT1202:http://loinc.org|718-8|}")]
    [InlineData("code=http://loinc.org|718-7,{|FHT1202:loinc|4548-4|}")]
    [InlineData("code=s|c&subject={|FHT1204:123|}")]
    [InlineData("code=http://loinc.org|718-7")]
    [InlineData("code=http%3A%2F%2Floinc.org%7C718-7")]
    [InlineData("code=|local")]
    [InlineData("code=http://loinc.org|")]
    [InlineData("code={id}")]
    [InlineData("code:text=anything")]
    [InlineData("category=laboratory")]
    [InlineData("code=s|c&subject=Patient/123")]
    [InlineData("code=s|c&subject={id}")]
    [InlineData("code=s|c&patient=123")]
    public Task Value_IsChecked_AsInATypedSearch(string query) => AnalyzerRun.VerifyBodyAsync("_ = epic.Observation.Search($\"" + query + "\");");

    /// <summary>What the client would refuse to read, at its place. Characters that it encodes by itself are no concern.</summary>
    [Theory]
    [InlineData("family:exact=100{|FHT1207:%|}")]
    [InlineData("family:exact={|FHT1207:%|}zz")]
    [InlineData("family:exact={|FHT1207:%|}4")]
    [InlineData("family:exact={|FHT1207:%|}{id}")]
    [InlineData("family:exact=x{|FHT1207:%C3|}x")]
    [InlineData("family:exact={|FHT1207:%FF|}")]
    [InlineData("family:exact=a{|FHT1207:%00|}b")]
    [InlineData("family:exact=a{|FHT1207:%0D|}{|FHT1207:%0A|}b")]
    [InlineData("{|FHT1207:?family:exact|}={id}")]
    [InlineData("family:exact=x&{|FHT1207: gender|}=male")]
    [InlineData("{|FHT1207:fam#ily|}=x")]
    [InlineData("{|FHT1207:fam%3Dily|}=x")]
    [InlineData("{|FHT1207:{id} |}=x")]
    [InlineData("family:exact=x&{|FHT1207:=|}y")]
    [InlineData("{|FHT1207:general-practitioner:Practitioner._sort|}=x")]
    [InlineData("family:exact=http://example.org/ward#7")]
    [InlineData("family:exact=a+b c=d?e;f'ä漢")]
    [InlineData("family:exact=50%25&birthdate=ge{day}")]
    [InlineData("family:exact=J%C3%BCrgen%20%F0%9F%98%80")]
    [InlineData("{id}:exact={id}")]
    [InlineData("family%3Aexact={id}")]
    public Task Text_ThatTheClientRefuses(string query) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search($\"" + query + "\");");

    [Theory]
    [InlineData("_ = mercy.Patient.Search({|FHT1207:$\"family:exact=a\\nb\"|});")]
    [InlineData("_ = mercy.Patient.Search({|FHT1207:$\"family:exact=a\\u0085b\"|});")]
    [InlineData("_ = mercy.Patient.Search({|FHT1207:$\"family:exact=a\\ud83d\"|});")]
    [InlineData("_ = mercy.Patient.Search($@\"family:exact=a{|FHT1207:\\|}{id}\");")]
    [InlineData("_ = mercy.Patient.Search($@\"family:exact=a\\\\{id}\");")]
    [InlineData("_ = mercy.Patient.Search($@\"family:exact=a\\,b{id}\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?family:exact=100{|FHT1207:%|}\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?{|FHT1207:?birthdate|}=2000\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?family:exact=a#b+c\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search($\"Patient?birthdate={{|FHT1206:System.Net.WebUtility.UrlEncode(id)|}}\");")]
    public Task Text_ThatTheClientRefuses_InOtherForms(string body) => AnalyzerRun.VerifyBodyAsync(body);

    /// <summary>An encoded comma divides values as a plain one does, and a constant in a hole is a value like any other.</summary>
    [Theory]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category=laboratory%2C{|FHT1105:symptom|}\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category={|FHT1105:%73ymptom|}\");")]
    [InlineData("const string Code = \"http://loinc.org|718-7\"; _ = epic.Observation.Search({|FHT1201:$\"patient={id}&code={Code}\"|});")]
    [InlineData("const string System = \"http://loinc.org\"; _ = epic.Observation.Search($\"patient={id}&code={System}|718-7\");")]
    [InlineData("const string Code = \"718-7&_id=1\"; _ = epic.Observation.Search($\"patient={id}&code=s|{Code}\");")]
    [InlineData("const string Name = \"category\"; _ = mercy.Observation.Search($\"patient={id}&{Name}={|FHT1105:symptom|}\");")]
    public Task Text_IsReadAsTheClientReadsIt(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("{|FHT1208:_include:recurse|}=Patient:general-practitioner&gender=male")]
    [InlineData("{|FHT1208:_sort:desc|}=birthdate&gender=male")]
    [InlineData("_sort=-birthdate&gender=male")]
    [InlineData("_include:iterate=Patient:general-practitioner&gender=male")]
    public Task OutdatedSpelling(string query) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search($\"" + query + "\");");

    [Fact]
    public Task OutdatedParameter() => AnalyzerRun.VerifyBodyAsync("_ = mercy.Condition.Search($\"patient={id}&{|FHT1208:asserted-date|}=2020\");");

    [Theory]
    [InlineData("_ = mercy.Patient.Search({|FHT1206:\"identifier=\" + id|});")]
    [InlineData("_ = mercy.Patient.Search({|FHT1206:\"identifier=urn:mrn|\" + id + \"&gender=male\"|});")]
    [InlineData("_ = mercy.Patient.Search($\"identifier=urn:mrn|{id}\");")]
    [InlineData("_ = mercy.Patient.Search(\"gender=male\");")]
    [InlineData("_ = id.IndexOf(\"identifier=\" + id);")]
    public Task Concatenation_IntoATypedSearch(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?{|FHT1207:birthDate|}=2000\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?birthdate=2000\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).{|FHT1111:Search|}(\"Patient\");")]
    [InlineData("_ = ((IFhirPlatformClient)epic).{|FHT1101:Search|}(\"Observation?patient=1\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).{|FHT1001:Search|}(\"SupplyDelivery?patient=1\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).{|FHT1002:Search|}(\"Task?patient=1\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search($\"Patient?birthdate={{|FHT1206:id|}}\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?birthdate=\" + {|FHT1206:id|});")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search($\"Patient?birthdate={Uri.EscapeDataString(id)}\");")]
    [InlineData("IFhirPlatformClient client = mercy; _ = client.Search(\"Patient?birthDate=2000\");")]
    public Task UntypedSearch(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.Observation.Search($\"patient={id}&category=laboratory&_include={|FHT1007:Observation:nonsense|}\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category=laboratory&_include={|FHT1007:Observation:nonsense|}\");")]
    [InlineData("_ = usCore.Observation.Search($\"patient={id}&category=laboratory&_include={|FHT1007:Observation:nonsense|}\");")]
    [InlineData("_ = epic.Observation.Search($\"patient={id}&category=laboratory&_include={|FHT1007:Observation:code|}\");")]
    [InlineData("_ = epic.Observation.Search($\"patient={id}&category=laboratory&_include=Observation:encounter\");")]
    [InlineData("_ = epic.Observation.Search($\"patient={id}&category=laboratory&{|FHT1005:date|}=>2020\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category=laboratory&{|FHT1005:date|}=<=2020-01-01\");")]
    [InlineData("_ = usCore.Observation.Search($\"patient={id}&category=laboratory&{|FHT1005:date|}=~2020\");")]
    [InlineData("_ = mercy.Observation.Search($\"patient={id}&category=laboratory&{|FHT1207:date>|}=2020\");")]
    public Task WhatFhirItselfHasNot_IsFoundOnEveryPlatform(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = ((IFhirPlatformClient)ward).Search(\"Patient?page=2\");")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?{|FHT1207:page|}=2\");")]
    [InlineData("await new System.Net.Http.HttpClient().GetAsync(\"http://ward.mercy.example/r4/Observation?patient=1&page=2\");")]
    [InlineData("_ = ward.Patient.Search($\"{|FHT1207:page|}=2\");")]
    public Task AddressOfAFurtherPage_IsNoSearch(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await http.GetAsync(\"https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4/Patient?{|FHT1207:birthDate|}=2000\");")]
    [InlineData("await http.{|FHT1101:GetStringAsync|}(\"https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4/Observation?patient=1\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/{|FHT1001:SupplyDelivery/1|}\");")]
    [InlineData("await http.DeleteAsync(\"https://fhir.mercy.example/r4/{|FHT1002:Patient/1|}\");")]
    [InlineData("await http.DeleteAsync($\"https://fhir.mercy.example/r4/{|FHT1002:Patient/{id}|}\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/{|FHT1008:Patient/1/$everything|}\");")]
    [InlineData("await http.GetAsync($\"https://fhir.mercy.example/r4/Patient?identifier=urn:mrn|{{|FHT1206:id|}}\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/Patient?family:exact=x{|FHT1207:#y&birthDate=2000|}\");")]
    [InlineData("await http.{|FHT1101:GetAsync|}(\"https://fhir.mercy.example/r4/Observation?patient=1{|FHT1207:#&code=s|c|}\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/Patient?family:exact=x%23y+z\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/Patient?family:exact=100%\");")]
    [InlineData("await http.GetAsync($\"https://fhir.mercy.example/r4/Patient?family:exact={System.Net.WebUtility.UrlEncode(id)}\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/Patient/1\");")]
    [InlineData("await http.GetAsync(\"https://fhir.mercy.example/r4/metadata\");")]
    [InlineData("await http.GetAsync(\"https://example.org/Patient?birthDate=2000\");")]
    [InlineData("await http.GetAsync(id);")]
    [InlineData("await http.GetAsync(\"/Patient?birthDate=2000\");")]
    public Task PlainHttp_ToAKnownPlatform(string call) => AnalyzerRun.VerifyBodyAsync("var http = new System.Net.Http.HttpClient(); " + call);

    [Fact]
    public async Task UnknownName_NamesTheNearest()
    {
        var found = await AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search($\"{|FHT1207:birthDate|}=ge{day}\");");

        Assert.Contains("did you mean 'birthdate'?", Assert.Single(found).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FHT1206", "_ = mercy.Patient.Search({|FHT1206:\"identifier=\" + id|});")]
    [InlineData("FHT1207", "_ = mercy.Patient.Search($\"{|FHT1207:birthDate|}=ge{day}\");")]
    [InlineData("FHT1208", "_ = mercy.Patient.Search($\"{|FHT1208:_sort:desc|}=birthdate&gender=male\");")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Hidden))).Severity);
    }
}
