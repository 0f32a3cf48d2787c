using Hl7.Fhir.Model;

namespace FhirTyped.Firely;

/// <summary>A patient of nobody, with what most resources have: it is what a validator prepares itself with.</summary>
internal static class WarmUpExample
{
    public static Patient Make() => new()
    {
        Id = "example",
        Meta = new Meta { LastUpdated = DateTimeOffset.UnixEpoch, VersionId = "1" },
        Text = new Narrative { Status = Narrative.NarrativeStatus.Generated, Div = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>example</p></div>" },
        Identifier = [new Identifier("urn:example", "1") { Type = new CodeableConcept("http://terminology.hl7.org/CodeSystem/v2-0203", "MR"), Period = new Period { Start = "2020-01-01" } }],
        Active = true,
        Name = [new HumanName { Family = "Example", Given = ["Ex"], Use = HumanName.NameUse.Official }],
        Telecom = [new ContactPoint(ContactPoint.ContactPointSystem.Phone, ContactPoint.ContactPointUse.Home, "1")],
        Gender = AdministrativeGender.Unknown,
        BirthDate = "2020-01-01",
        Address = [new Address { Line = ["1"], City = "Example", Use = Address.AddressUse.Home }],
        ManagingOrganization = new ResourceReference("Organization/1"),
        Extension = [new Extension("http://hl7.org/fhir/StructureDefinition/patient-birthPlace", new Address { City = "Example" })],
    };
}
