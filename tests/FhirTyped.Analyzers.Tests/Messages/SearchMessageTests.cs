using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Messages;

/// <summary>FHT1101 to FHT1212: what the platform's rules and its statement say of a search, and how to write it.</summary>
public sealed class SearchMessageTests
{
    private const string ElementsMayBeUndeclared = "\n#pragma warning disable FHT1012\n";

    [Theory]
    [InlineData("FHT1101", DiagnosticSeverity.Error, "_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));",
        "Epic needs one of these in a search of Observation: _id; or category; or code (recorded answer of fhir.epic.com, code 59108).")]
    [InlineData("FHT1102", DiagnosticSeverity.Error, "_ = epic.Patient.Search(q => q.Id.Is(\"p\").{|FHT1102:Birthdate|}.On(2000, 1, 1));",
        "Epic ignores 'birthdate' of Patient beside _id: leave one of them out (statement of 2026-07-24, on 56 resource types).")]
    [InlineData("FHT1102", DiagnosticSeverity.Error, "_ = mercy.Condition.Search(q => q.Patient.Is(id).{|FHT1102:Severity|}.Is(\"severe\"));",
        "Mercy ignores 'severity' of Condition: leave it out, and filter the results (manual, page 12).")]
    [InlineData("FHT1103", DiagnosticSeverity.Error, "_ = mercy.Condition.Search(q => q.Patient.Is(id).{|FHT1103:Code|}.Is(id));",
        "Mercy heeds 'code' of Condition only where category is infection (manual, page 11).")]
    [InlineData("FHT1104", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).{|FHT1104:Subject|}.Is(\"Patient/1\").Code.Is(\"s\", \"c\"));",
        "Mercy does not take patient and subject together in a search of Observation: leave one of them out (manual, page 4).")]
    [InlineData("FHT1105", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Category.Is({|FHT1105:\"symptom\"|}));",
        "Mercy accepts only laboratory, vital-signs for 'category' of Observation (manual, page 6).")]
    [InlineData("FHT1106", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"c\").Date.Between(day, day).{|FHT1106:Date|}.On(day));",
        "Mercy takes 'date' of Observation at most 2 times (manual, page 2).")]
    [InlineData("FHT1107", DiagnosticSeverity.Warning, "_ = mercy.Condition.Search(q => q.Patient.Is(id).OnsetDate.After(2025, 1, 1).{|FHT1107:OnsetDate|}.Before(2025, 1, 1));",
        "Nothing can match: the bounds of 'onset-date' leave nothing between them (statement of 2026-01-31).")]
    [InlineData("FHT1108", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"a\").{|FHT1108:Code|}.Is(\"s\", \"b\"));",
        "Mercy takes several values of 'code' of Observation as one comma list only, not by repetition (manual, page 5).")]
    [InlineData("FHT1109", DiagnosticSeverity.Info, "_ = mercy.Encounter.{|FHT1109:Search|}(q => q.Patient.Is(id));",
        "Mercy searches Encounter with status=finished where the search does not say otherwise (manual, page 13).")]
    [InlineData("FHT1110", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Count({|FHT1110:101|}));",
        "Mercy gives at most 100 resources on a page (statement of 2026-01-31).")]
    [InlineData("FHT1110", DiagnosticSeverity.Warning, "_ = mercy.Condition.Search(q => q.Patient.Is(id).Count({|FHT1110:10|}));",
        "Mercy ignores _count on Condition: leave it out (manual, page 12).")]
    [InlineData("FHT1111", DiagnosticSeverity.Warning, "_ = mercy.Patient.{|FHT1111:Search|}(q => q.Count(10));",
        "The search of Patient has no filter: it asks for everything that Mercy has (statement of 2026-01-31). Add a filter, or call All() where that is meant.")]
    [InlineData("FHT1201", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Identifier.Is({|FHT1201:\"12345\"|}));",
        "Mercy needs a system before the code of 'identifier' of Patient (manual, page 10).")]
    [InlineData("FHT1201", DiagnosticSeverity.Warning, "_ = mercy.Condition.Search(q => q.Category.Is(\"infection\").Code.Is({|FHT1201:\"718-7\"|}));",
        "'code' is searched by a code without its system: the same code means something else in another. Give the system before the code.")]
    [InlineData("FHT1202", DiagnosticSeverity.Warning, "_ = mercy.Condition.Search(q => q.Category.Is(\"infection\").Code.Is(\"http://loinc.org\", {|FHT1202:\"718-8\"|}));",
        "This is no LOINC code: its check digit, the one behind the hyphen, does not fit the others.")]
    [InlineData("FHT1202", DiagnosticSeverity.Warning, "_ = epic.Observation.Search(q => q.Code.Is({|FHT1202:\"https://loinc.org\"|}, \"718-7\"));",
        "This is not the address of LOINC: it is 'http://loinc.org', to the letter, and nothing else matches.")]
    [InlineData("FHT1203", DiagnosticSeverity.Warning, "_ = mercy.Condition.Search(q => q.OnsetDate.On({|FHT1203:DateTime.Today|}));",
        "A DateTime does not say for certain which moment is meant: its time zone is the machine's, or none. Use DateTimeOffset, or DateOnly for a day.")]
    [InlineData("FHT1204", DiagnosticSeverity.Warning, "_ = epic.Condition.Search(q => q.Subject.Is({|FHT1204:\"123\"|}));",
        "'subject' of Condition can refer to Group, Patient: an id alone does not say to which. Give the type before the id.")]
    [InlineData("FHT1205", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Gender.Is({|FHT1205:\"\"|}));",
        "'gender' has an empty value: Mercy would drop the filter; give a value, or leave the criterion out (statement of 2026-01-31).")]
    [InlineData("FHT1206", DiagnosticSeverity.Error, "_ = mercy.Patient.Search({|FHT1206:\"identifier=\" + id|});",
        "A value is put into the query as it is: a '&', ',' or '|' in it changes the search. Write the query as one interpolated string for Search($\"…\"), which escapes its values.")]
    [InlineData("FHT1207", DiagnosticSeverity.Error, "_ = mercy.Patient.Search($\"{|FHT1207:birthDate|}=ge{id}\");",
        "Mercy does not support the search parameter 'birthDate' of Patient (statement of 2026-01-31); did you mean 'birthdate'?")]
    [InlineData("FHT1208", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search($\"{|FHT1208:_sort:desc|}=birthdate&gender=male\");",
        "'_sort:desc' is of an earlier version of FHIR: R4 has a minus before the key: _sort=-date.")]
    [InlineData("FHT1209", DiagnosticSeverity.Warning, ElementsMayBeUndeclared + "await foreach (var one in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").Elements(\"name\"))) { _ = one.{|FHT1209:BirthDate|}; }",
        "The search asks Mercy for _elements=name only: 'birthDate' of Patient is empty here, whether or not the server has it. Add it to what is fetched.")]
    [InlineData("FHT1210", DiagnosticSeverity.Error, ElementsMayBeUndeclared + "await foreach (var one in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").Elements(\"name\"))) { await mercy.Patient.UpdateAsync({|FHT1210:one|}); }",
        "This Patient was fetched in part: an update would delete from Mercy what was not fetched; read it whole and change that (FHIR R4, https://hl7.org/fhir/R4/search.html#elements).")]
    [InlineData("FHT1212", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Family.{|FHT1212:Is|}(\"S\"));",
        "'Family' is a string parameter and has no 'Is'; it has StartsWith, AnyOf, Exactly, Contains and Missing")]
    [InlineData("FHT1211", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.Gender.Is({|FHT1211:\"F\"|}));",
        "This value of 'gender' of Patient can find nothing on Mercy: R4 has only male, female, other, unknown there (FHIR R4, https://hl7.org/fhir/R4/valueset-administrative-gender.html).")]
    [InlineData("FHT1211", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.Birthdate.On(2025, 2, {|FHT1211:30|}));",
        "This value of 'birthdate' of Patient can find nothing on Mercy: it is no date that there is, from 2025 to 2025-01-31T10:30:00Z by form (FHIR R4, https://hl7.org/fhir/R4/search.html#date).")]
    [InlineData("FHT1211", DiagnosticSeverity.Error, "_ = epic.Patient.Search(q => q.Family.StartsWith(\"S\").Gender.Is({|FHT1211:\"F\"|}));",
        "Epic accepts only female, male, other, unknown for 'gender' of Patient (statement of 2026-07-24).")]
    public Task Message_IsComplete(string id, DiagnosticSeverity severity, string body, string message) => Message.VerifyAsync(id, severity, body, message);
}
