using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>A relative and the insurance. Children are insured by the relative.</summary>
internal static class InsuranceSection
{
    public static void Add(PatientRecord record)
    {
        var random = record.Random("insurance");
        var isChild = record.Age < 18;
        var isFemale = random.NextBoolean();
        var name = PersonNames.Next(random, isFemale);
        name.Family = record.Patient.Name[0].Family;
        name.Text = string.Join(' ', [.. name.Given, name.Family!]);
        var relative = record.Add(
            new RelatedPerson
            {
                Active = true,
                Patient = record.Subject(),
                Relationship = { isChild ? Relation("PRN", "parent") : Relation("SIB", "sibling") },
                Name = { name },
                Telecom = { Telecoms.Phone(random, ContactPointUse.Mobile) },
                Gender = isFemale ? AdministrativeGender.Female : AdministrativeGender.Male,
                Address = { record.Patient.Address[0].DeepClone() },
            },
            UsCoreProfiles.RelatedPerson,
            random);

        var member = "M" + random.Next(0, 999_999_999).ToString("D9", CultureInfo.InvariantCulture);
        var policy = new DateOnly(record.End.Year - 3, 1, 1);
        var start = record.Birth > policy ? record.Birth : policy;
        record.Add(
            new Coverage
            {
                Identifier =
                {
                    new Identifier("http://payer.example.org/identifiers/member", member) { Type = Concepts.Terminology("v2-0203", "MB", "Member Number") },
                },
                Status = FinancialResourceStatus.Active,
                Type = Concepts.Of(CodeSystems.ActCode, "PPO", "preferred provider organization policy"),
                Subscriber = isChild ? relative.ToReference() : record.Subject(),
                SubscriberId = member,
                Beneficiary = record.Subject(),
                Relationship = isChild ? Concepts.Terminology("subscriber-relationship", "child", "Child") : Concepts.Terminology("subscriber-relationship", "self", "Self"),
                Period = new Period(start),
                Payor = { record.Network.Payer.ToReference() },
                Class =
                {
                    new CoverageClass { Type = Concepts.Terminology("coverage-class", "group", "Group"), Value = "G" + random.Next(100, 999).ToString(CultureInfo.InvariantCulture), Name = "Example employers" },
                    new CoverageClass { Type = Concepts.Terminology("coverage-class", "plan", "Plan"), Value = "silver", Name = "Example Silver" },
                },
            },
            UsCoreProfiles.Coverage,
            random);
    }

    private static CodeableConcept Relation(string code, string display) => Concepts.Of(CodeSystems.RoleCode, code, display);
}
