using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Vaccinations at check-ups: influenza, and by age what is due.</summary>
internal static class ImmunizationSection
{
    private static readonly (string Code, string Display, int From, int To)[] Due =
    [
        ("20", "DTaP", 0, 6), ("03", "MMR", 1, 6), ("21", "varicella", 1, 6), ("10", "IPV", 0, 6), ("62", "HPV, quadrivalent", 11, 17), ("113", "Td (adult) preservative free", 18, 120),
        ("121", "zoster", 60, 120), ("33", "pneumococcal polysaccharide vaccine, 23 valent", 65, 120),
    ];

    public static void Add(PatientRecord record)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < record.Visits.Count; i++)
        {
            var visit = record.Visits[i];
            if (visit.Problem is not null)
            {
                continue;
            }

            var random = record.Random("immunizations", i);
            var age = record.AgeAt(visit.Start);
            if (random.NextBoolean(0.6))
            {
                Add(record, visit, "140", "Influenza, seasonal, injectable, preservative free", random);
            }

            foreach (var (code, display, _, _) in Due.Where(vaccine => age >= vaccine.From && age <= vaccine.To))
            {
                if (random.NextBoolean(0.5) && given.Add(code))
                {
                    Add(record, visit, code, display, random);
                }
            }
        }
    }

    private static void Add(PatientRecord record, Visit visit, string code, string display, SeededRandom random)
    {
        var isDone = random.NextBoolean(0.95);
        var immunization = new Immunization
        {
            Status = isDone ? ImmunizationStatus.Completed : ImmunizationStatus.NotDone,
            StatusReason = isDone ? null : Concepts.Of("http://terminology.hl7.org/CodeSystem/v3-ActReason", "PATOBJ", "patient objection"),
            VaccineCode = Concepts.Of(CodeSystems.Vaccines, code, display),
            Patient = record.Subject(),
            Encounter = visit.Encounter.ToReference(),
            OccurrenceDateTime = visit.Start,
            PrimarySource = true,
            Location = record.Network.Clinic.ToReference(),
        };
        if (isDone)
        {
            immunization.LotNumber = "L" + random.Next(10_000, 99_999).ToString(CultureInfo.InvariantCulture);
            immunization.Performer.Add(new ImmunizationPerformer { Actor = visit.Practitioner.ToReference() });
        }

        record.Add(immunization, UsCoreProfiles.Immunization, random);
    }
}
