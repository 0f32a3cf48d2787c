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

    // Case 23: the system of a code is that of its binding.
    [Theory]
    [InlineData("gender=http://hl7.org/fhir/administrative-gender|female", true)]
    [InlineData("gender=http://hl7.org/fhir/administrative-gender|", true)]
    [InlineData("gender=http://hl7.org/fhir/observation-status|female", false)]
    [InlineData("gender=http://hl7.org/fhir/anything|female", false)]
    [InlineData("gender=http://hl7.org/fhir/observation-status|", false)]
    [InlineData("gender=http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender|female", false)]
    [InlineData("gender=urn:oid:1.2|female", false)]
    [InlineData("gender=|female", true)]
    [InlineData("gender:not=http://hl7.org/fhir/wrong|female", true)]
    [InlineData("gender:not=http://hl7.org/fhir/administrative-gender|female", false)]
    [InlineData("gender:not=http://hl7.org/fhir/administrative-gender|male", true)]
    [InlineData("active=http://terminology.hl7.org/CodeSystem/special-values|true", true)]
    [InlineData("active=http://hl7.org/fhir/administrative-gender|true", false)]
    [InlineData("deceased=http://terminology.hl7.org/CodeSystem/special-values|true", true)]
    public void System_OfACodeElement_IsThatOfItsBinding(string query, bool expected) => Assert.Equal(expected, Searched.Matches(Patient, query));

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "gender:not=http://hl7.org/fhir/wrong|male", true)]
    [InlineData("""{"resourceType":"Task","intent":"unknown"}""", "intent=http://hl7.org/fhir/task-intent|unknown", true)]
    [InlineData("""{"resourceType":"Task","intent":"order"}""", "intent=http://hl7.org/fhir/request-intent|order", true)]
    [InlineData("""{"resourceType":"Task","intent":"order"}""", "intent=http://hl7.org/fhir/task-intent|order", false)]
    [InlineData("""{"resourceType":"CapabilityStatement","format":["json"]}""", "format=urn:ietf:bcp:13|json", true)]
    [InlineData("""{"resourceType":"CapabilityStatement","format":["json"]}""", "format=urn:ietf:bcp:47|json", false)]
    [InlineData("""{"resourceType":"CodeSystem","url":"urn:c","concept":[{"code":"a"}]}""", "code=urn:c|a", true)]
    [InlineData("""{"resourceType":"CodeSystem","url":"urn:c","concept":[{"code":"a"}]}""", "code=urn:d|a", false)]
    [InlineData("""{"resourceType":"ValueSet","compose":{"include":[{"system":"urn:c","concept":[{"code":"a"}]}]}}""", "code=urn:c|a", true)]
    [InlineData("""{"resourceType":"ValueSet","compose":{"include":[{"system":"urn:c","concept":[{"code":"a"}]}]}}""", "code=urn:d|a", false)]
    [InlineData("""{"resourceType":"ValueSet","expansion":{"contains":[{"system":"urn:c","code":"a"}]}}""", "code=urn:c|a", true)]
    [InlineData("""{"resourceType":"ConceptMap","group":[{"source":"urn:s","target":"urn:t","element":[{"code":"a","target":[{"code":"b"}]}]}]}""", "source-code=urn:s|a", true)]
    [InlineData("""{"resourceType":"ConceptMap","group":[{"source":"urn:s","target":"urn:t","element":[{"code":"a","target":[{"code":"b"}]}]}]}""", "target-code=urn:t|b", true)]
    [InlineData("""{"resourceType":"ConceptMap","group":[{"source":"urn:s","target":"urn:t","element":[{"code":"a","target":[{"code":"b"}]}]}]}""", "target-code=urn:s|b", false)]
    public void System_OfOtherCodes(string json, string query, bool expected) => Assert.Equal(expected, Searched.Matches(Searched.Read(json), query));

    [Fact]
    public void System_OfACodeOutsideAllSystems_IsNotKnown()
    {
        var task = Searched.Read("""{"resourceType":"Task","intent":"guess"}""");

        Assert.True(Searched.Test(task, "intent=guess"));
        Assert.False(Searched.Matches(task, "intent=http://hl7.org/fhir/task-intent|guess"));
        Assert.Null(Searched.Test(task, "intent=http://hl7.org/fhir/task-intent|guess"));
    }

    [Fact]
    public void TextOfAConcept_IsHeldOnceHoweverManyCodings()
    {
        var concept = new CodeableConcept { Text = new string('x', 10_000) };
        for (var i = 0; i < 20_000; i++)
        {
            concept.Coding.Add(new Coding { System = "urn:c", Code = "c" + i });
        }

        var values = new SearchMatcher(Searched.BaseUrl).ValuesOf(new Observation { Code = concept }, "code").Cast<TokenIndexValue>().ToList();

        Assert.Equal(20_000, values.Count);
        Assert.Single(values, static value => value.ConceptText is not null);
        Assert.True(Searched.Matches(new Observation { Code = concept }, "code:text=xxx&code=urn:c|c19999"));
    }
}
