using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Smoking, illnesses of the family, and a screening for depression by a questionnaire.</summary>
internal static class SocialHistorySection
{
    private static readonly Choices<(string Code, string Display)> Smoking = Choices.Of(
        (("266919005", "Never smoked tobacco (finding)"), 0.60), (("8517006", "Ex-smoker (finding)"), 0.25), (("449868002", "Smokes tobacco daily (finding)"), 0.15));

    private static readonly Choices<(string Code, string Display)> Relatives = Choices.Of((("FTH", "father"), 0.5), (("MTH", "mother"), 0.5));

    public static void Add(PatientRecord record)
    {
        AddFamilyHistory(record, record.Random("family history"));
        var own = record.Random("smoking");
        var (code, display) = Smoking.Pick(own);
        for (var i = 0; i < record.Visits.Count; i++)
        {
            var visit = record.Visits[i];
            if (visit.Problem is not null || record.AgeAt(visit.Start) < 13)
            {
                continue;
            }

            var random = record.Random("social history", i);
            var smoking = Create(record, visit, "social-history", "Social History", Concepts.Loinc("72166-2", "Tobacco smoking status"));
            smoking.Value = Concepts.Snomed(code, display);
            record.Add(smoking, UsCoreProfiles.SmokingStatus, random);
            if (random.NextBoolean())
            {
                AddScreening(record, visit, random);
            }
        }
    }

    private static void AddScreening(PatientRecord record, Visit visit, SeededRandom random)
    {
        var isDepressed = record.Has(Problem.Depression);
        var response = new QuestionnaireResponse
        {
            Questionnaire = DepressionScreening.Url + "|1.0",
            Status = QuestionnaireResponseStatus.Completed,
            Subject = record.Subject(),
            Encounter = visit.Encounter.ToReference(),
            Authored = visit.Start.AddMinutes(2),
            Author = record.Subject(),
        };
        var score = 0;
        foreach (var (code, text) in DepressionScreening.Questions)
        {
            var points = isDepressed ? random.Next(1, 3) : random.Next(0, 1);
            score += points;
            var (answer, display) = DepressionScreening.Answers[points];
            response.Item.Add(new QuestionnaireResponseItem
            {
                LinkId = code,
                Text = text,
                Answer = { new QuestionnaireResponseItemAnswer { ValueCoding = new Coding(CodeSystems.Loinc, answer, display) } },
            });
        }

        record.Add(response, UsCoreProfiles.QuestionnaireResponse, random);
        var total = Create(record, visit, "survey", "Survey", Concepts.Loinc("55758-7", "Patient Health Questionnaire 2 item (PHQ-2) total score [Reported]"));
        total.Value = Quantity.Ucum(score, "{score}", "score");
        total.DerivedFrom.Add(response.ToReference());
        record.Add(total, UsCoreProfiles.ScreeningAssessment, random);
    }

    private static void AddFamilyHistory(PatientRecord record, SeededRandom random)
    {
        var problem = random.Pick(Problem.Chronic);
        var (relative, display) = Relatives.Pick(random);
        record.Add(
            new FamilyMemberHistory
            {
                Status = FamilyHistoryStatus.Completed,
                Patient = record.Subject(),
                Date = DateOnly.FromDateTime((record.Visits.Count > 0 ? record.Visits[0].Start : record.End).Date),
                Relationship = Concepts.Of(CodeSystems.RoleCode, relative, display),
                Condition = { new FamilyMemberHistoryCondition { Code = Concepts.Snomed(problem.Code, problem.Display) } },
            },
            UsCoreProfiles.FamilyMemberHistory,
            random);
    }

    private static Observation Create(PatientRecord record, Visit visit, string category, string categoryDisplay, CodeableConcept code) => new()
    {
        Status = ObservationStatus.Final,
        Category = { Concepts.Category(category, categoryDisplay) },
        Code = code,
        Subject = record.Subject(),
        Encounter = visit.Encounter.ToReference(),
        EffectiveDateTime = visit.Start.AddMinutes(3),
        Performer = { visit.Practitioner.ToReference() },
    };
}
