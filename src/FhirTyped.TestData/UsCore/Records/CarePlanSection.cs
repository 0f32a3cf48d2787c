using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Who cares for the patient; goals for the problems that have one, and the plan by which they are to be reached.</summary>
internal static class CarePlanSection
{
    public static void Add(PatientRecord record)
    {
        var random = record.Random("care plan");
        var start = record.Visits.Count > 0 ? DateOnly.FromDateTime(record.Visits[0].Start.Date) : DateOnly.FromDateTime(record.End.Date);
        var relative = record.Of<RelatedPerson>().First();
        var team = record.Add(
            new CareTeam
            {
                Status = CareTeamStatus.Active,
                Name = "Care team",
                Subject = record.Subject(),
                Period = new Period(start),
                Participant =
                {
                    Participant("453231000124104", "Primary care provider (occupation)", record.Practitioner),
                    Participant("116154003", "Patient (person)", record.Patient),
                    Participant("133932002", "Caregiver (person)", relative),
                },
                ManagingOrganization = { record.Network.Hospital.ToReference() },
            },
            UsCoreProfiles.CareTeam,
            random);
        var goals = record.Problems.Where(static item => item.Problem.Goal is not null).Select(item => record.Add(CreateGoal(record, item.Problem.Goal!, item.Condition, start), UsCoreProfiles.Goal, random)).ToList();
        if (goals.Count == 0)
        {
            goals.Add(record.Add(CreateGoal(record, "Keeps all check-ups", null, start), UsCoreProfiles.Goal, random));
        }

        var plan = new CarePlan
        {
            Text = new Narrative
            {
                Status = NarrativeStatus.Additional,
                Div = $"""<div xmlns="http://www.w3.org/1999/xhtml"><p>{string.Join("; ", goals.Select(static goal => goal.Description!.Text))}.</p></div>""",
            },
            Status = RequestStatus.Active,
            Intent = CarePlanIntent.Plan,
            Category = { new CodeableConcept("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan", "Assessment and Plan of Treatment") },
            Subject = record.Subject(),
            Encounter = record.Visits.Count > 0 ? record.Visits[0].Encounter.ToReference() : null,
            Period = new Period(start),
            Created = start,
            Author = record.Practitioner.ToReference(),
            Contributor = { record.Practitioner.ToReference() },
            CareTeam = { team.ToReference() },
        };
        plan.Addresses.AddRange(record.Problems.Where(static item => item.Problem.Goal is not null).Select(static item => item.Condition.ToReference()));
        plan.Goal.AddRange(goals.Select(static goal => goal.ToReference()));
        record.Add(plan, UsCoreProfiles.CarePlan, random);
    }

    private static Goal CreateGoal(PatientRecord record, string description, Condition? condition, DateOnly start)
    {
        var goal = new Goal
        {
            LifecycleStatus = GoalLifecycleStatus.Active,
            Description = new CodeableConcept { Text = description },
            Subject = record.Subject(),
            StartDate = start,
            Target = { new GoalTarget { DueDate = DateOnly.FromDateTime(record.End.Date).AddYears(1) } },
            ExpressedBy = record.Practitioner.ToReference(),
        };
        if (condition is not null)
        {
            goal.Addresses.Add(condition.ToReference());
        }

        return goal;
    }

    private static CareTeamParticipant Participant(string code, string display, Resource member) => new()
    {
        Role = { Concepts.Snomed(code, display) },
        Member = member.ToReference(),
    };
}
