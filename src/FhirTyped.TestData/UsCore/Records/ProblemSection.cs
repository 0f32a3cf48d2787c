using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>The problem list, and the diagnoses of the visits.</summary>
internal static class ProblemSection
{
    public static void Add(PatientRecord record)
    {
        for (var i = 0; i < Problem.Chronic.Count; i++)
        {
            var problem = Problem.Chronic[i];
            var random = record.Random("problem " + problem.Code);
            if (record.Age >= problem.MinimumAge && random.NextBoolean(problem.Prevalence))
            {
                AddChronic(record, problem, random);
            }
        }

        for (var i = 0; i < record.Visits.Count; i++)
        {
            if (record.Visits[i] is { Problem: { } problem } visit)
            {
                AddAcute(record, visit, problem, record.Random("diagnosis", i));
            }
        }
    }

    private static void AddChronic(PatientRecord record, Problem problem, SeededRandom random)
    {
        var from = record.Birth.AddYears(problem.MinimumAge);
        var to = DateOnly.FromDateTime(record.End.Date);
        var onset = random.NextDate(from, to);

        // It was found on the first visit since; without one, on the last day of the record.
        var visit = record.Visits.Find(visit => DateOnly.FromDateTime(visit.Start.Date) >= onset);
        var condition = Create(record, problem, "active", onset);
        condition.Category.Add(Concepts.Terminology("condition-category", "problem-list-item", "Problem List Item"));
        condition.Encounter = visit?.Encounter.ToReference();
        condition.RecordedDate = visit is null ? to : DateOnly.FromDateTime(visit.Start.Date);
        condition.Recorder = (visit?.Practitioner ?? record.Practitioner).ToReference();
        record.Problems.Add((problem, record.Add(condition, UsCoreProfiles.Problem, random)));
    }

    private static void AddAcute(PatientRecord record, Visit visit, Problem problem, SeededRandom random)
    {
        var day = DateOnly.FromDateTime(visit.Start.Date);
        var condition = Create(record, problem, "resolved", day);
        condition.AbatementDateTime = Earlier(day.AddDays(random.Next(5, 12)), DateOnly.FromDateTime(record.End.Date));
        condition.Category.Add(Concepts.Terminology("condition-category", "encounter-diagnosis", "Encounter Diagnosis"));
        condition.Encounter = visit.Encounter.ToReference();
        condition.RecordedDate = day;
        condition.Recorder = visit.Practitioner.ToReference();
        record.Add(condition, UsCoreProfiles.EncounterDiagnosis, random);
    }

    private static Condition Create(PatientRecord record, Problem problem, string status, DateOnly onset) => new()
    {
        ClinicalStatus = Concepts.Terminology("condition-clinical", status, status == "active" ? "Active" : "Resolved"),
        VerificationStatus = Concepts.Terminology("condition-ver-status", "confirmed", "Confirmed"),
        Code = Concepts.Snomed(problem.Code, problem.Display),
        Subject = record.Subject(),
        OnsetDateTime = onset,
    };

    private static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;
}
