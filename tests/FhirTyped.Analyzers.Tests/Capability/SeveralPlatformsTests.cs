using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Capability;

/// <summary>Clients of one of several platforms: what is said of the members that they lack, and of their searches.</summary>
public sealed class SeveralPlatformsTests
{
    [Theory]
    [InlineData("_ = hospital.{|FHT1011:Medication|};")]
    [InlineData("_ = hospital?.{|FHT1011:Slot|};")]
    [InlineData("await hospital.Patient.{|FHT1011:PatchAsync|}(id, new JsonPatch());")]
    [InlineData("await hospital.Condition.{|FHT1011:UpdateAsync|}(new Condition());")]
    [InlineData("_ = hospital.Patient.Search(q => q.{|FHT1011:OwnName|}.StartsWith(\"S\"));")]
    [InlineData("_ = hospital.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1011:AddressCity|}.StartsWith(\"S\"));")]
    [InlineData("_ = hospital.Observation.Search(q => q.{|FHT1011:LastUpdated|}.On(day));")]
    [InlineData("_ = member.Observation.Search(q => q.{|FHT1011:EncounterParameter|}.Is(\"1\"));")]
    [InlineData("_ = member.Patient.Search(q => q.Family.Exactly(\"S\").Sort(x => x.{|FHT1011:Name|}));")]
    public Task MemberThatSomePlatformsLack_IsReportedAtItsName(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = hospital.{|FHT1001:SupplyDelivery|};")]
    [InlineData("await hospital.Patient.{|FHT1002:DeleteAsync|}(id);")]
    [InlineData("_ = hospital.Patient.Search(q => q.{|FHT1003:Deceased|}.Is(true));")]
    public Task MemberThatEveryPlatformLacks_IsReportedAsOnOnePlatform(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = hospital.Patient; _ = member.Provenance; _ = hospital.Client; _ = Hospitals.Platforms;")]
    [InlineData("await hospital.Patient.ReadAsync(id);")]
    [InlineData("_ = hospital.Patient.Search(q => q.Family.StartsWith(\"S\").Birthdate.On(day));")]
    [InlineData("_ = hospital.Patient.Search(q => q.{|FHT1102:Family|}.StartsWith(\"S\").Id.Is(\"1\"));")]
    [InlineData("_ = hospital.Frobnicate;")]
    [InlineData("hospital.Patient.FrobnicateAsync();")]
    [InlineData("if (hospital.Client is Epic known) { _ = known.Patient.Search(q => q.OwnName.StartsWith(\"S\")); }")]
    [InlineData("_ = epic.Patient.Search(q => q.OwnName.StartsWith(\"S\")); _ = oracle.Slot;")]
    public Task WhatEveryPlatformHas_IsNotReported(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = hospital.{|FHT1011:Medication|};", "Hospitals has only what all of its platforms support, and 'Medication' is not on Oracle Health (", "; did you mean 'MedicationAdministration'?")]
    [InlineData("_ = hospital.{|FHT1011:Slot|};", "'Slot' is not on Epic (statement of 2026-07-24)", ".")]
    [InlineData("_ = member.Patient.Search(q => q.Family.Exactly(\"S\").{|FHT1011:AddressState|}.StartsWith(\"S\"));", "'AddressState' is not on Mercy (statement of 2026-01-31)", "; did you mean 'address-city'? The property is AddressCity.")]
    [InlineData("await hospital.Patient.{|FHT1002:DeleteAsync|}(id);", "Epic does not support delete on Patient", ".")]
    [InlineData("_ = hospital.{|FHT1001:SupplyDelivery|};", "Epic does not support SupplyDelivery (statement of 2026-07-24). Oracle Health does not support SupplyDelivery (", ".")]
    public async Task Message_NamesThePlatformsThatLackIt_WithTheirSources(string body, string expected, string end)
    {
        var message = Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).GetMessage();

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_ = hospital.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));")]
    [InlineData("_ = member.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));")]
    [InlineData("_ = member.Observation.Search(q => q.Patient.Is(id).Category.Is({|FHT1105:\"social-history\"|}));")]
    [InlineData("_ = member.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"a\").Date.{|FHT1005:Approximately|}(day));")]
    [InlineData("_ = member.Patient.Search(q => q.Family.Exactly(\"S\").Where({|FHT1003:\"own-name\"|}, \"S\"));")]
    [InlineData("_ = member.Patient.Search($\"family:exact=S&{|FHT1207:own-name|}=S\");")]
    [InlineData("_ = member.Patient.Search(q => q.Identifier.Is({|FHT1201:\"1\"|}));")]
    [InlineData("_ = hospital.Patient.{|FHT1101,FHT1111:Search|}(q => { });")]
    [InlineData("_ = hospital.Patient.Search(q => q.Family.StartsWith({|FHT1205:\"\"|}));")]
    public Task Search_IsJudgedByEveryPlatform_AndEachFindingIsReportedOnce(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = hospital.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));", true, false)]
    [InlineData("_ = member.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));", true, true)]
    [InlineData("_ = member.Observation.Search(q => q.Patient.Is(id).Category.Is({|FHT1105:\"social-history\"|}));", false, true)]
    public async Task Finding_NamesThePlatformsThatRefuse(string body, bool isEpics, bool isMercys)
    {
        var message = Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).GetMessage();

        Assert.Equal((isEpics, isMercys), (message.Contains("Epic", StringComparison.Ordinal), message.Contains("Mercy", StringComparison.Ordinal)));
        Assert.DoesNotContain("Oracle", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FHT1011", "_ = hospital.{|FHT1011:Medication|};")]
    [InlineData("FHT1011", "_ = hospital.Patient.Search(q => q.{|FHT1011:OwnName|}.StartsWith(\"S\"));")]
    public async Task EditorConfig_StandsAboveTheVerdict(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Warn))).Severity);
    }

    [Fact]
    public Task GenericMethod_IsForAnyPlatform_SoNothingIsJudgedThere() => AnalyzerRun.VerifyAsync("""
        public static class AnyPlatform
        {
            public static Task<Patient?> ByRecordNumber<TQuery>(ISearchEndpoint<Patient, TQuery> patients, string system, string value)
                where TQuery : FhirQuery<TQuery>, IFhirQuery, ISearchByIdentifier<TQuery>, ISearchByBirthdate<TQuery>, new() =>
                patients.Search(q => q.Identifier.Is(system, value).Birthdate.Approximately(2000, 1, 1)).FirstOrDefaultAsync();

            public static FhirSearch<Observation> Of<TObservationQuery>(ISearchEndpoint<Observation, TObservationQuery> observations, string patient)
                where TObservationQuery : FhirQuery<TObservationQuery>, IFhirQuery, ISearchByPatient<TObservationQuery>, new() =>
                observations.Search(q => q.Patient.Is(patient));

            public static FhirSearch<Observation> Newest<TQuery>(ISearchEndpoint<Observation, TQuery> observations)
                where TQuery : FhirQuery<TQuery>, IFhirQuery, ISearchByDate<TQuery>, ISearchByPatient<TQuery>, new() =>
                observations.Search(q => q.Date.OnOrAfter(2025, 1, 1).SortDescending(o => o.Date));

            public static Task<Patient?> Use(Epic epic) => ByRecordNumber(epic.Patient, "urn:mrn", "1");
        }
        """);
}
