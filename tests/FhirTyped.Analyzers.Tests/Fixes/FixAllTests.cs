using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Fixes;

/// <summary>A fix that is applied to a whole document.</summary>
public sealed class FixAllTests
{
    [Fact]
    public void EveryFixer_CanFixAll() => Assert.Empty(FixRun.FixersWithoutFixAll);

    [Theory]
    [InlineData("FHT1001", "_ = mercy.Observaton; _ = mercy.Visit;", "_ = mercy.Observation; _ = mercy.Encounter;")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.BirthDate.On(day)); _ = mercy.Patient.Search(q => q.Sex.Is(\"male\"));", "_ = mercy.Patient.Search(q => q.Birthdate.On(day)); _ = mercy.Patient.Search(q => q.Gender.Is(\"male\"));")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.Where(\"sex\", id)); _ = mercy.Patient.Search(q => q.Where(\"dob\", id));",
        "_ = mercy.Patient.Search(q => q.Where(\"gender\", id)); _ = mercy.Patient.Search(q => q.Where(\"birthdate\", id));")]
    [InlineData("FHT1102", "_ = epic.Patient.Search(q => q.Id.Is(\"p\").Birthdate.On(day)); _ = epic.Patient.Search(q => q.Id.Is(\"p\").Gender.Is(\"male\"));",
        "_ = epic.Patient.Search(q => q.Id.Is(\"p\")); _ = epic.Patient.Search(q => q.Id.Is(\"p\"));")]
    [InlineData("FHT1102", "_ = epic.Patient.Search(q => q.Birthdate.On(day).Id.Is(\"p\").Gender.Is(\"male\"));", "_ = epic.Patient.Search(q => q.Id.Is(\"p\"));")]
    [InlineData("FHT1102", "_ = epic.Patient.Search(q => q.Id.Is(\"p\").Birthdate.On(day).Gender.Is(\"male\"));", "_ = epic.Patient.Search(q => q.Id.Is(\"p\"));")]
    [InlineData("FHT1102", "_ = epic.Patient.Search(q => { q.Id.Is(\"p\");\nq.Birthdate.On(day).Gender.Is(\"male\");\nq.Count(5); });", "_ = epic.Patient.Search(q => { q.Id.Is(\"p\");\nq.Count(5); });")]
    [InlineData("FHT1108", "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"a\").Code.Is(\"b\")); _ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"c\").Code.Is(\"d\"));",
        "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.AnyOf(\"a\", \"b\")); _ = mercy.Observation.Search(q => q.Patient.Is(id).Code.AnyOf(\"c\", \"d\"));")]
    [InlineData("FHT1111", "_ = mercy.Patient.Search(q => q.Count(1)); _ = mercy.Patient.Search(q => q.Count(2));", "_ = mercy.Patient.Search(q => q.Count(1).All()); _ = mercy.Patient.Search(q => q.Count(2).All());")]
    [InlineData("FHT1201", "_ = epic.Observation.Search(q => q.Code.Is(\"718-7\").ComboCode.Is(\"4548-4\"));", "_ = epic.Observation.Search(q => q.Code.Is(\"http://loinc.org\", \"718-7\").ComboCode.Is(\"http://loinc.org\", \"4548-4\"));")]
    [InlineData("FHT1202", "_ = epic.Observation.Search(q => q.Code.Is(\"loinc\", \"718-7\")); _ = epic.Observation.Search(q => q.Code.Is(\"https://loinc.org\", id));",
        "_ = epic.Observation.Search(q => q.Code.Is(\"http://loinc.org\", \"718-7\")); _ = epic.Observation.Search(q => q.Code.Is(\"http://loinc.org\", id));")]
    [InlineData("FHT1203", "_ = epic.Observation.Search(q => q.Code.Is(\"s\", \"c\").Date.OnOrAfter(DateTime.Now).Date.OnOrBefore(DateTime.Now));",
        "_ = epic.Observation.Search(q => q.Code.Is(\"s\", \"c\").Date.OnOrAfter(DateTimeOffset.Now).Date.OnOrBefore(DateTimeOffset.Now));")]
    [InlineData("FHT1204", "_ = epic.Observation.Search(q => q.Code.Is(\"s\", \"c\").Subject.Is(\"1\")); _ = epic.Condition.Search(q => q.Subject.Is(\"2\"));",
        "_ = epic.Observation.Search(q => q.Code.Is(\"s\", \"c\").Subject.Is(\"Patient\", \"1\")); _ = epic.Condition.Search(q => q.Subject.Is(\"Patient\", \"2\"));")]
    [InlineData("FHT1206", "_ = mercy.Patient.Search(\"gender=\" + id); _ = mercy.Patient.Search(\"birthdate=\" + id);", "_ = mercy.Patient.Search($\"gender={id}\"); _ = mercy.Patient.Search($\"birthdate={id}\");")]
    [InlineData("FHT1207", "_ = mercy.Patient.Search($\"dob={id}&sex=male\");", "_ = mercy.Patient.Search($\"birthdate={id}&gender=male\");")]
    [InlineData("FHT1208", "_ = mercy.Patient.Search($\"gender=male&_include:recurse=Patient:general-practitioner&_revinclude:recurse=Provenance:target\");",
        "_ = mercy.Patient.Search($\"gender=male&_include:iterate=Patient:general-practitioner&_revinclude:iterate=Provenance:target\");")]
    [InlineData("FHT1504", "var token = CancellationToken.None; await mercy.Patient.ReadAsync(id); await mercy.Patient.TryReadAsync(id);",
        "var token = CancellationToken.None; await mercy.Patient.ReadAsync(id, token); await mercy.Patient.TryReadAsync(id, token);")]
    [InlineData("FHT1602", "_ = await epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).CountAsync(); _ = await epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).FirstOrDefaultAsync();",
        "_ = await epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).ViaPost().CountAsync(); _ = await epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).ViaPost().FirstOrDefaultAsync();")]
    public Task All(string id, string before, string after) => FixRun.VerifyAllAsync(id, before, after);

    [Fact]
    public Task MissingCriterion_OfTheSameKind() => FixRun.VerifyAllAsync(
        "FHT1101",
        "_ = epic.Observation.Search(q => q.Patient.Is(id)); _ = epic.Observation.Search(q => q.Patient.Is(id).Count(5));",
        "_ = epic.Observation.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\")); _ = epic.Observation.Search(q => q.Patient.Is(id).Count(5).Category.Is(\"laboratory\"));",
        "Add Category");
}
