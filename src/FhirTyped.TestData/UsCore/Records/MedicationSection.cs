using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>What is prescribed and handed over: for problems that stay at each check-up since, for acute ones at their visit.</summary>
internal static class MedicationSection
{
    public static void Add(PatientRecord record)
    {
        foreach (var (problem, condition) in record.Problems.Where(static item => item.Problem.Drug is not null))
        {
            var onset = condition.OnsetDateTime!.Value.ToDateOnly();
            var visits = record.Visits.FindAll(visit => visit.Problem is null && DateOnly.FromDateTime(visit.Start.Date) >= onset);
            for (var i = 0; i < visits.Count; i++)
            {
                var isLast = i == visits.Count - 1;
                Prescribe(record, visits[i], condition, problem.Drug!, isLast ? MedicationRequestStatus.Active : MedicationRequestStatus.Completed, record.Random("prescription " + problem.Code, i));
            }
        }

        var diagnoses = record.Of<Condition>().Where(static condition => condition.Category[0].Has("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis"))
            .ToDictionary(static condition => condition.Encounter!.ResourceId!, StringComparer.Ordinal);
        for (var i = 0; i < record.Visits.Count; i++)
        {
            if (record.Visits[i] is { Problem.Drug: { } drug } visit)
            {
                Prescribe(record, visit, diagnoses[visit.Encounter.Id!], drug, MedicationRequestStatus.Completed, record.Random("acute prescription", i));
            }
        }
    }

    private static void Prescribe(PatientRecord record, Visit visit, Condition reason, Drug drug, MedicationRequestStatus status, SeededRandom random)
    {
        // Either way of naming a medicine is found in charts.
        var isReference = random.NextBoolean(0.2);
        Element Medicine() => isReference ? record.Network.Medications[drug].ToReference() : Concepts.Of(CodeSystems.RxNorm, drug.Code, drug.Display);
        var request = record.Add(
            new MedicationRequest
            {
                Status = status,
                Intent = MedicationRequestIntent.Order,
                Category = { Concepts.Terminology("medicationrequest-category", "community", "Community") },
                Medication = Medicine(),
                Subject = record.Subject(),
                Encounter = visit.Encounter.ToReference(),
                AuthoredOn = visit.End,
                Requester = visit.Practitioner.ToReference(),
                ReasonReference = { reason.ToReference() },
                DosageInstruction = { Instruction(drug) },
                DispenseRequest = new MedicationRequestDispenseRequest
                {
                    NumberOfRepeatsAllowed = status == MedicationRequestStatus.Active ? 3 : 0,
                    Quantity = new Quantity(drug.Quantity, drug.Unit),
                    ExpectedSupplyDuration = new Duration { Value = drug.Days, Unit = "days", System = Quantity.UcumSystem, Code = "d" },
                },
            },
            UsCoreProfiles.MedicationRequest,
            random);
        record.Add(
            new MedicationDispense
            {
                Status = MedicationDispenseStatus.Completed,
                Medication = Medicine(),
                Subject = record.Subject(),
                Context = visit.Encounter.ToReference(),
                Performer = { new MedicationDispensePerformer { Actor = record.Network.Pharmacy.ToReference() } },
                AuthorizingPrescription = { request.ToReference() },
                Type = Concepts.Of(CodeSystems.ActCode, "FFC", "First Fill - Complete"),
                Quantity = new Quantity(drug.Quantity, drug.Unit),
                DaysSupply = Quantity.Ucum(drug.Days, "d"),
                WhenHandedOver = visit.End.AddHours(random.Next(1, 6)),
                DosageInstruction = { Instruction(drug) },
            },
            UsCoreProfiles.MedicationDispense,
            random);
    }

    public static Dosage Instruction(Drug drug)
    {
        var times = drug.TimesADay == 1 ? "once" : drug.TimesADay.ToString(CultureInfo.InvariantCulture) + " times";
        var what = drug.Unit == "tablet" ? "tablet" : "puff";
        return new Dosage
        {
            Text = $"1 {what} {times} a day",
            Timing = new Timing { Repeat = new TimingRepeat { Frequency = drug.TimesADay, Period = 1, PeriodUnit = "d" } },
            Route = drug.Unit == "tablet" ? Concepts.Snomed("26643006", "Oral route (qualifier value)") : Concepts.Snomed("447694001", "Respiratory tract route (qualifier value)"),
            DoseAndRate = { new DosageDoseAndRate { DoseQuantity = new Quantity(1, what) } },
        };
    }
}
