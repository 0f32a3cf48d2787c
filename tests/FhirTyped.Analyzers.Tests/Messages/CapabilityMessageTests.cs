using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Messages;

/// <summary>FHT1001 to FHT1013: by whose word, of which date, and what there is instead.</summary>
public sealed class CapabilityMessageTests
{
    [Theory]
    [InlineData("FHT1001", DiagnosticSeverity.Error, "_ = epic.{|FHT1001:SupplyDelivery|};",
        "Epic does not support SupplyDelivery (statement of 2026-07-24).")]
    [InlineData("FHT1001", DiagnosticSeverity.Error, "_ = mercy.{|FHT1001:Observaton|};",
        "Mercy does not support 'Observaton', which is not a resource type of FHIR R4 (statement of 2026-01-31); did you mean 'Observation'?")]
    [InlineData("FHT1002", DiagnosticSeverity.Error, "await mercy.Patient.{|FHT1002:DeleteAsync|}(id);",
        "Mercy does not support delete on Patient; it declares read, update, search-type (statement of 2026-01-31).")]
    [InlineData("FHT1003", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.{|FHT1003:DateOfBirth|}.On(2000, 1, 1));",
        "Mercy does not support the search parameter 'dateOfBirth' of Patient (statement of 2026-01-31); did you mean 'birthdate'? The property is Birthdate.")]
    [InlineData("FHT1003", DiagnosticSeverity.Error, "_ = epic.Patient.Search(q => q.{|FHT1003:Deceased|}.Is(true));",
        "Epic does not support the search parameter 'deceased' of Patient (statement of 2026-07-24).")]
    [InlineData("FHT1004", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Family.{|FHT1004:Contains|}(id));",
        "Mercy does not support ':contains' on 'family' of Patient: it takes :exact (manual, page 9).")]
    [InlineData("FHT1005", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"c\").Date.{|FHT1005:Approximately|}(2025, 1, 1));",
        "Mercy does not support the prefix 'ap' on 'date' of Observation: it takes eq, ge, le (manual, page 3).")]
    [InlineData("FHT1005", DiagnosticSeverity.Error, "_ = oracle.Observation.Search(q => q.Patient.Is(id).Date.{|FHT1005:Approximately|}(2025, 1, 1));",
        "Oracle Health does not support the prefix 'ap' on 'date' of Observation: it takes eq, ge, gt, le, lt (Oracle Health R4 API reference of 2025-08).")]
    [InlineData("FHT1006", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Where(\"_sort\", {|FHT1006:\"death-date\"|}));",
        "Mercy does not declare the search parameter 'death-date' of Patient, so it can hardly sort by it: sort the results (statement of 2026-01-31).")]
    [InlineData("FHT1007", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").RevInclude((Mercy.ObservationQuery x) => x.{|FHT1007:Subject|}));",
        "Mercy does not support _revinclude=Observation:subject on Patient (statement of 2026-01-31).")]
    [InlineData("FHT1007", DiagnosticSeverity.Warning, "_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Include(x => x.{|FHT1007:Patient|}));",
        "Mercy declares no _include on Encounter: ask for those resources by themselves (statement of 2026-01-31).")]
    [InlineData("FHT1008", DiagnosticSeverity.Error, "await epic.Patient.{|FHT1008:Everything|}(id);",
        "Epic does not support the operation $everything on Patient (statement of 2026-07-24).")]
    [InlineData("FHT1008", DiagnosticSeverity.Error, "await writer.OperationAsync<Patient>({|FHT1008:\"everythin\"|});",
        "Writer does not support the operation $everythin on Patient (statement of 2026-01-31); did you mean '$everything'?")]
    [InlineData("FHT1009", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.{|FHT1009:Has|}<Mercy.ObservationQuery>(x => x.Patient, o => o.Code.Is(\"s\", \"c\")));",
        "Mercy does not declare _has on Patient: search for what refers to it first (statement of 2026-01-31).")]
    [InlineData("FHT1010", DiagnosticSeverity.Error, "await writer.Patient.{|FHT1010:ConditionalUpdateAsync|}(new Patient(), q => { });",
        "Writer does not support conditional update on Patient (statement of 2026-01-31).")]
    [InlineData("FHT1011", DiagnosticSeverity.Error, "_ = hospital.Patient.Search(q => q.{|FHT1011:OwnName|}.StartsWith(\"S\"));",
        "Hospitals has only what all of its platforms support, and 'OwnName' is not on Oracle Health (statement of 2026-08-14).")]
    [InlineData("FHT1012", DiagnosticSeverity.Info, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").{|FHT1012:Summary|}(SummaryMode.Data));",
        "Mercy does not declare _summary on Patient: it may have no effect (statement of 2026-01-31).")]
    [InlineData("FHT1013", DiagnosticSeverity.Warning, "_ = FhirPlatform.Create<{|FHT1013:UsCore|}>(new System.Net.Http.HttpClient());",
        "What US Core supports was never declared by the platform itself: capture its CapabilityStatement (assumed from US Core 6.1).")]
    public Task Message_IsComplete(string id, DiagnosticSeverity severity, string body, string message) => Message.VerifyAsync(id, severity, body, message);
}
