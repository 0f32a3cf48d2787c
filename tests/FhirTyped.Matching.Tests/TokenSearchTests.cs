using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

public sealed class TokenSearchTests
{
    private static readonly Resource Observation = Searched.Read("""
        {"resourceType":"Observation","id":"O1","status":"final",
         "meta":{"tag":[{"system":"urn:tags","code":"T1"}],"profile":["http://example.org/p|1"],"lastUpdated":"2024-05-06T07:08:09Z"},
         "code":{"coding":[{"system":"http://loinc.org","code":"1234-5","display":"Glucose in Blood"},{"code":"LOCAL"}],"text":"Blood sugar"},
         "category":[{"coding":[{"system":"urn:c","code":"laboratory"}]}],
         "identifier":[{"system":"urn:ids","value":"AB-1","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]}}]}
        """);

    private static readonly Resource Patient = Searched.Read("""
        {"resourceType":"Patient","id":"P1","active":true,"gender":"female","deceasedDateTime":"2020-01-01",
         "telecom":[{"system":"phone","value":"+1 (555) 010-1234"},{"system":"email","value":"Ann@example.org"}]}
        """);

    [Theory]
    [InlineData("code=1234-5", true)]
    [InlineData("code=http://loinc.org|1234-5", true)]
    [InlineData("code=http://snomed.info/sct|1234-5", false)]
    [InlineData("code=http://loinc.org|", true)]
    [InlineData("code=http://snomed.info/sct|", false)]
    [InlineData("code=|LOCAL", true)]
    [InlineData("code=|1234-5", false)]
    [InlineData("code=local", true)]
    [InlineData("code=9999-9", false)]
    [InlineData("code=9999-9,1234-5", true)]
    [InlineData("code:not=9999-9", true)]
    [InlineData("code:not=1234-5", false)]
    [InlineData("code:not=9999-9,1234-5", false)]
    [InlineData("value-concept:not=x", true)]
    [InlineData("code:text=blood", true)]
    [InlineData("code:text=gluc", true)]
    [InlineData("code:text=sugar", false)]
    [InlineData("status=final", true)]
    [InlineData("status=http://hl7.org/fhir/observation-status|final", true)]
    [InlineData("status=urn-other|final", false)]
    [InlineData("_tag=urn:tags|T1", true)]
    [InlineData("_id=O1", true)]
    [InlineData("_id=o1", false)]
    [InlineData("_id=O2,O1", true)]
    [InlineData("_profile=http://example.org/p|1", true)]
    [InlineData("identifier=urn:ids|AB-1", true)]
    [InlineData("identifier=AB-1", true)]
    [InlineData("identifier=urn:other|AB-1", false)]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|AB-1", true)]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|AB-1", false)]
    [InlineData("category=laboratory&code=1234-5", true)]
    public void Token_ByTheRules(string query, bool expected) => Assert.Equal(expected, Searched.Matches(Observation, query));

    [Theory]
    [InlineData("active=true", true)]
    [InlineData("active=false", false)]
    [InlineData("gender=female", true)]
    [InlineData("gender=http://hl7.org/fhir/administrative-gender|female", true)]
    [InlineData("deceased=true", true)]
    [InlineData("deceased=false", false)]
    [InlineData("phone=+15550101234", true)]
    [InlineData("phone=%2B1-555-010-1234", true)]
    [InlineData("phone=5550101235", false)]
    [InlineData("telecom=ann@example.org", true)]
    [InlineData("email=ann@example.org", true)]
    [InlineData("phone=ann@example.org", false)]
    public void Token_OfPrimitivesAndContacts(string query, bool expected) => Assert.Equal(expected, Searched.Matches(Patient, query));
}
