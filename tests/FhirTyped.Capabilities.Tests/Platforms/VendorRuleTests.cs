namespace FhirTyped.Capabilities.Tests.Platforms;

public sealed class VendorRuleTests
{
    [Theory]
    [InlineData("epic", "Observation?patient=p", CapabilityIds.RequiredCombination)]
    [InlineData("epic", "Observation?patient=p&category=symptom", CapabilityIds.Value)]
    [InlineData("epic", "Patient?_id=p&birthdate=2000-01-01", CapabilityIds.IgnoredInCombination)]
    [InlineData("epic", "Condition?patient=p&subject=Patient/p", CapabilityIds.Excluded)]
    [InlineData("epic", "AllergyIntolerance?patient=p&clinical-status=resolved", CapabilityIds.Value)]
    [InlineData("epic", "Patient?deceased=true", CapabilityIds.SearchParameter)]
    [InlineData("epic", "Practitioner?given=a", CapabilityIds.RequiredCombination)]
    [InlineData("epic", "PractitionerRole?specialty=207Q00000X", CapabilityIds.SystemRequired)]
    [InlineData("epic", "Encounter?patient=p&date=ap2020", CapabilityIds.Prefix)]
    [InlineData("epic", "SupplyDelivery?patient=p", CapabilityIds.Resource)]
    [InlineData("epic", "Observation?patient=p&category=vital-signs&_revinclude=AuditEvent:entity", CapabilityIds.Include)]
    [InlineData("oracle-health", "Observation?code=1", CapabilityIds.RequiredCombination)]
    [InlineData("oracle-health", "Observation?_id=1&patient=p", CapabilityIds.Excluded)]
    [InlineData("oracle-health", "Observation?patient=p&date=ge2020&_lastUpdated=ge2020", CapabilityIds.Excluded)]
    [InlineData("oracle-health", "Observation?patient=p&date=ge2020&date=lt2021&date=le2022", CapabilityIds.TooOften)]
    [InlineData("oracle-health", "Observation?patient=p&date=ap2020", CapabilityIds.Prefix)]
    [InlineData("oracle-health", "Appointment?patient=p", CapabilityIds.RequiredCombination)]
    [InlineData("oracle-health", "Appointment?patient=p&patient=q&date=ge2020", CapabilityIds.OrOnly)]
    [InlineData("oracle-health", "Slot?service-type=a&start=ge2020&start=lt2021&schedule.actor=Practitioner/1&schedule.actor=Practitioner/2", CapabilityIds.OrOnly)]
    [InlineData("oracle-health", "CarePlan?patient=p&category=assess-plan&date=gt2020", CapabilityIds.Prefix)]
    [InlineData("oracle-health", "Patient?family:contains=S", CapabilityIds.Modifier)]
    [InlineData("athenahealth", "MedicationRequest?patient=p", CapabilityIds.RequiredCombination)]
    [InlineData("eclinicalworks", "CarePlan?patient=p", CapabilityIds.RequiredCombination)]
    [InlineData("nextgen", "Observation?patient=p", CapabilityIds.RequiredCombination)]
    [InlineData("meditech", "MedicationRequest?patient=p&encounter=e", CapabilityIds.RequiredCombination)]
    [InlineData("veradigm", "Observation?patient=p&category=vital-signs&date=ap2020", CapabilityIds.Prefix)]
    [InlineData("canvas", "Observation?patient=Patient/p&date=ap2020", CapabilityIds.Prefix)]
    [InlineData("cms-blue-button", "ExplanationOfBenefit?patient=p&type=dental", CapabilityIds.Value)]
    [InlineData("oracle-health-open", "Observation?code=1", CapabilityIds.RequiredCombination)]
    public void Search_ThatTheVendorRulesOut_IsRefused(string platform, string search, string id)
    {
        var verdict = Assert.Single(BuiltInPlatforms.Judge(platform).JudgeRequest("GET", search), v => v.Support == CapabilitySupport.Unsupported);

        Assert.Equal(id, verdict.Id);
    }

    [Theory]
    [InlineData("epic", "Observation?patient=p&category=laboratory&date=ge2025-01-01")]
    [InlineData("epic", "Observation?patient=p&category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory")]
    [InlineData("epic", "Observation?_id=1,2&_include=Observation:encounter&_revinclude=Provenance:target&_count=5")]
    [InlineData("epic", "Patient?family=Smith&birthdate=1970-01-01")]
    [InlineData("epic", "PractitionerRole?specialty=http://nucc.org/provider-taxonomy|207Q00000X")]
    [InlineData("oracle-health", "Observation?patient=p&date=ge2020&date=lt2021&_revinclude=Provenance:target")]
    [InlineData("oracle-health", "Slot?service-type=a&start=ge2020&start=lt2021&_include=Slot:schedule")]
    [InlineData("oracle-health", "Consent?patient.identifier=urn:oid:1.2|5")]
    [InlineData("oracle-health", "Appointment?practitioner=1,2&-date-or-req-period=ge2020")]
    [InlineData("oracle-health", "Patient?family:exact=Smith&given:exact=A&gender=female")]
    [InlineData("hapi", "Patient?_has:Observation:patient:code=1&_sort=-birthdate")]
    [InlineData("us-core", "Patient?family=Smith&birthdate=1970-01-01")]
    public void Search_ThatTheVendorTakes_IsSupported(string platform, string search) =>
        Assert.Empty(BuiltInPlatforms.Judge(platform).JudgeRequest("GET", search));

    [Theory]
    [InlineData("Slot?service-type=a&start=ge2020")]
    [InlineData("CarePlan?patient=p&category=assess-plan&date=le2020")]
    [InlineData("DocumentReference?patient=p&period=ge2020")]
    public void OracleHealth_OpenRange_IsNotPromised(string search) =>
        Assert.Equal(CapabilityIds.Range, Assert.Single(BuiltInPlatforms.Judge("oracle-health").JudgeRequest("GET", search)).Id);

    [Theory]
    [InlineData("PUT", "AllergyIntolerance/1")]
    [InlineData("PATCH", "Patient/1")]
    [InlineData("DELETE", "Coverage/1")]
    public void OracleHealth_WriteWithoutIfMatch_IsRefused(string method, string url)
    {
        var judge = BuiltInPlatforms.Judge("oracle-health");

        Assert.Equal(CapabilityIds.IfMatchRequired, Assert.Single(judge.JudgeRequest(method, url)).Id);
        Assert.Empty(judge.JudgeRequest(method, url, hasVersion: true));
    }
}
