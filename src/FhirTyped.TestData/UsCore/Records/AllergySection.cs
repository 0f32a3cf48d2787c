using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Allergies; who has none has a record that says so.</summary>
internal static class AllergySection
{
    private static readonly (string Code, string Display, AllergyIntoleranceCategory Category)[] Substances =
    [
        ("91935009", "Allergy to peanut (finding)", AllergyIntoleranceCategory.Food),
        ("300913006", "Allergy to shellfish (finding)", AllergyIntoleranceCategory.Food),
        ("418689008", "Allergy to grass pollen (finding)", AllergyIntoleranceCategory.Environment),
        ("232350006", "House dust mite allergy (finding)", AllergyIntoleranceCategory.Environment),
        ("424213003", "Allergy to bee venom (finding)", AllergyIntoleranceCategory.Environment),
        ("91936005", "Allergy to penicillin (finding)", AllergyIntoleranceCategory.Medication),
    ];

    private static readonly Choices<(string Code, string Display)> Reactions =
        Choices.Of((("247472004", "Wheal (finding)"), 0.5), (("271807003", "Eruption of skin (disorder)"), 0.3), (("39579001", "Anaphylaxis (disorder)"), 0.2));

    public static void Add(PatientRecord record)
    {
        var random = record.Random("allergies");
        if (!random.NextBoolean(0.35))
        {
            var none = Create(record, "716186003", "No known allergy (situation)");
            none.RecordedDate = record.Visits.Count > 0 ? record.Visits[0].Start : record.End;
            record.Add(none, UsCoreProfiles.AllergyIntolerance, random);
            return;
        }

        foreach (var substance in Substances.Where(_ => random.NextBoolean(0.3)).DefaultIfEmpty(Substances[0]).ToArray())
        {
            var (code, display) = Reactions.Pick(random);
            var isGrave = code == "39579001";
            var allergy = Create(record, substance.Code, substance.Display);
            allergy.Type = AllergyIntoleranceType.Allergy;
            allergy.Category.Add(substance.Category);
            allergy.Criticality = isGrave ? AllergyIntoleranceCriticality.High : AllergyIntoleranceCriticality.Low;
            allergy.RecordedDate = random.NextDate(record.Birth, DateOnly.FromDateTime(record.End.Date));
            allergy.Reaction.Add(new AllergyIntoleranceReaction
            {
                Manifestation = { Concepts.Snomed(code, display) },
                Severity = isGrave ? AllergyIntoleranceSeverity.Severe : AllergyIntoleranceSeverity.Mild,
            });
            record.Add(allergy, UsCoreProfiles.AllergyIntolerance, random);
        }
    }

    private static AllergyIntolerance Create(PatientRecord record, string code, string display) => new()
    {
        ClinicalStatus = Concepts.Terminology("allergyintolerance-clinical", "active", "Active"),
        VerificationStatus = Concepts.Terminology("allergyintolerance-verification", "confirmed", "Confirmed"),
        Code = Concepts.Snomed(code, display),
        Patient = record.Subject(),
        Recorder = record.Practitioner.ToReference(),
    };
}
