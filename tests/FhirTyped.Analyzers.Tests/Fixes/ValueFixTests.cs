using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Fixes;

public sealed class ValueFixTests
{
    [Theory]
    [InlineData("FHT1207", "$\"birthDate=ge{day}\"", "$\"birthdate=ge{day}\"")]
    [InlineData("FHT1207", "$\"gender=male&birthDate:missing=true\"", "$\"gender=male&birthdate:missing=true\"")]
    [InlineData("FHT1207", "$\"dob=ge{day}\"", "$\"birthdate=ge{day}\"")]
    [InlineData("FHT1207", "$\"lastName:exact={id}\"", "$\"family:exact={id}\"")]
    [InlineData("FHT1207", "$\"xyzzy={id}\"", null)]
    [InlineData("FHT1208", "$\"_include:recurse=Patient:general-practitioner&gender=male\"", "$\"_include:iterate=Patient:general-practitioner&gender=male\"")]
    [InlineData("FHT1208", "$\"_sort:desc=birthdate&gender=male\"", null)]
    [InlineData("FHT1206", "\"identifier=urn:mrn|\" + id", "$\"identifier=urn:mrn|{id}\"")]
    [InlineData("FHT1206", "\"identifier=urn:mrn|\" + id + \"&gender=\" + (flag ? \"male\" : \"female\")", "$\"identifier=urn:mrn|{id}&gender={(flag ? \"male\" : \"female\")}\"")]
    public Task Literal(string id, string before, string? after) => FixRun.VerifyBodyAsync(
        id, "_ = mercy.Patient.Search(" + before + ");", after is null ? null : "_ = mercy.Patient.Search(" + after + ");");

    [Theory]
    [InlineData("FHT1201", "Code.Is(\"718-7\")", "Code.Is(\"http://loinc.org\", \"718-7\")")]
    [InlineData("FHT1201", "Code.Is(\"fever\")", null)]
    [InlineData("FHT1202", "Code.Is(\"https://loinc.org\", \"718-7\")", "Code.Is(\"http://loinc.org\", \"718-7\")")]
    [InlineData("FHT1202", "Code.Is(\"http://loinc.org\", \"718-8\")", null)]
    [InlineData("FHT1203", "Date.OnOrAfter(DateTime.Now)", "Date.OnOrAfter(DateTimeOffset.Now)")]
    [InlineData("FHT1203", "Date.OnOrAfter(System.DateTime.Now)", "Date.OnOrAfter(System.DateTimeOffset.Now)")]
    [InlineData("FHT1203", "Date.OnOrAfter(DateTime.Today)", "Date.OnOrAfter(DateOnly.FromDateTime(DateTime.Today))")]
    [InlineData("FHT1203", "Date.OnOrAfter(new DateTime(2025, 1, 1))", null)]
    [InlineData("FHT1204", "Subject.Is(\"123\")", "Subject.Is(\"Patient\", \"123\")")]
    public Task Value(string id, string before, string? after) => FixRun.VerifyBodyAsync(
        id, "_ = epic.Observation.Search(q => q.Category.Is(\"laboratory\")." + before + ");",
        after is null ? null : "_ = epic.Observation.Search(q => q.Category.Is(\"laboratory\")." + after + ");");

    [Theory]
    [InlineData("q => q.Gender.Is(\"F\")", "q => q.Gender.Is(\"female\")")]
    [InlineData("q => q.Gender.Not(\"Male\")", "q => q.Gender.Not(\"male\")")]
    [InlineData("q => q.Gender.AnyOf(\"male\", \"F\")", "q => q.Gender.AnyOf(\"male\", \"female\")")]
    [InlineData("q => q.Gender.Is(\"urn:ward\", \"male\")", "q => q.Gender.Is(\"http://hl7.org/fhir/administrative-gender\", \"male\")")]
    [InlineData("q => q.Gender.Is(\"urn:ward|F\")", "q => q.Gender.Is(\"http://hl7.org/fhir/administrative-gender\", \"female\")")]
    [InlineData("q => q.Where(\"gender\", \"F\")", "q => q.Where(\"gender\", \"female\")")]
    [InlineData("q => q.Gender.Is(\"X\")", null)]
    [InlineData("q => q.Birthdate.On(2025, 2, 30)", null)]
    [InlineData("$\"gender=F&birthdate=ge{day}\"", "$\"gender=female&birthdate=ge{day}\"")]
    [InlineData("$\"gender=male,F\"", "$\"gender=male,female\"")]
    [InlineData("$\"gender=urn:ward|male\"", "$\"gender=http://hl7.org/fhir/administrative-gender|male\"")]
    [InlineData("$\"birthdate=2025-02-30\"", null)]
    public Task NearestCode(string before, string? after) => FixRun.VerifyBodyAsync(
        "FHT1211", "_ = mercy.Patient.Search(" + before + ");", after is null ? null : "_ = mercy.Patient.Search(" + after + ");");
}
