using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>The encounters: a check-up each year of the last five, visits for acute problems, now and then a stay.</summary>
internal static class EncounterSection
{
    private const int Years = 5;

    public static void Add(PatientRecord record)
    {
        var first = record.End.AddYears(-Years);
        var birth = new DateTimeOffset(record.Birth.ToDateTime(TimeOnly.MinValue), record.End.Offset).AddDays(1);
        var visits = new List<(DateTimeOffset Start, bool IsAcute, SeededRandom Random)>();
        for (var year = 0; year < Years; year++)
        {
            var random = record.Random("encounters", year);
            var acute = random.Next(0, 2);
            for (var i = 0; i <= acute; i++)
            {
                visits.Add((random.NextMoment(first.AddYears(year), first.AddYears(year + 1).AddDays(-12)), i > 0, random.Derive("visit", i)));
            }
        }

        // In the hours of a clinic; what would be before the birth is left out.
        foreach (var (start, isAcute, random) in visits.Where(visit => visit.Start > birth).OrderBy(static visit => visit.Start))
        {
            Add(record, new DateTimeOffset(start.Date.AddHours(8).AddMinutes(15 * random.Next(0, 35)), start.Offset), isAcute, random);
        }
    }

    private static void Add(PatientRecord record, DateTimeOffset start, bool isAcute, SeededRandom random)
    {
        var problem = isAcute ? Problem.PickAcute(random) : null;
        var isStay = isAcute && record.Age >= 50 && random.NextBoolean(0.08);
        var practitioner = isAcute ? random.Pick(record.Network.Practitioners) : record.Practitioner;
        var end = isStay ? start.AddDays(random.Next(2, 8)) : start.AddMinutes(5 * random.Next(3, 9));
        var encounter = new Encounter
        {
            Identifier = { new Identifier("http://hospital.example.org/identifiers/encounter", random.NextUuid().ToString("D")) },
            Status = EncounterStatus.Finished,
            Class = isStay ? new Coding(CodeSystems.ActCode, "IMP", "inpatient encounter") : new Coding(CodeSystems.ActCode, "AMB", "ambulatory"),
            Type = { isStay ? Concepts.Snomed("32485007", "Hospital admission (procedure)") : isAcute ? Concepts.Snomed("185345009", "Encounter for symptom (procedure)") : Concepts.Snomed("162673000", "General examination of patient (procedure)") },
            Subject = record.Subject(),
            Participant =
            {
                new EncounterParticipant
                {
                    Type = { Concepts.Of("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PPRF", "primary performer") },
                    Individual = practitioner.ToReference(),
                    Period = new Period(start, end),
                },
            },
            Period = new Period(start, end),
            Location = { new EncounterLocation { Location = (isStay ? record.Network.Ward : record.Network.Clinic).ToReference() } },
            ServiceProvider = record.Network.Hospital.ToReference(),
        };
        if (problem is not null)
        {
            encounter.ReasonCode.Add(Concepts.Snomed(problem.Code, problem.Display));
        }

        if (isStay)
        {
            encounter.Hospitalization = new EncounterHospitalization { DischargeDisposition = Concepts.Terminology("discharge-disposition", "home", "Home") };
        }

        record.Visits.Add(new(record.Add(encounter, UsCoreProfiles.Encounter, random), practitioner, start, end, problem));
    }
}
