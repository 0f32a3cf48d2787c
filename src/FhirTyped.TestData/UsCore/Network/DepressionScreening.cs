using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>The two questions of PHQ-2, which anybody may use, and their answers. <see href="https://loinc.org/55757-9"/></summary>
internal static class DepressionScreening
{
    public const string Url = "http://hospital.example.org/Questionnaire/phq-2";

    public static readonly (string Code, string Text)[] Questions =
        [("44250-9", "Little interest or pleasure in doing things"), ("44255-8", "Feeling down, depressed, or hopeless")];

    /// <summary>The answers; the score of each is its place.</summary>
    public static readonly (string Code, string Display)[] Answers =
        [("LA6568-5", "Not at all"), ("LA6569-3", "Several days"), ("LA6570-1", "More than half the days"), ("LA6571-9", "Nearly every day")];

    public static Questionnaire CreateQuestionnaire(DateOnly referenceDate)
    {
        var questionnaire = new Questionnaire
        {
            Url = Url,
            Version = "1.0",
            Name = "PHQ2",
            Title = "Patient Health Questionnaire 2 item",
            Status = PublicationStatus.Active,
            Date = new DateOnly(referenceDate.Year - 6, 1, 1),
            Code = { new Coding(CodeSystems.Loinc, "55757-9", "Patient Health Questionnaire 2 item (PHQ-2) [Reported]") },
        };
        questionnaire.SubjectType.Add(ResourceType.Patient);
        foreach (var (code, text) in Questions)
        {
            var item = new QuestionnaireItem { LinkId = code, Code = { new Coding(CodeSystems.Loinc, code, text) }, Text = text, Type = QuestionnaireItemType.Choice, Required = true };
            item.AnswerOption.AddRange(Answers.Select(static answer => new QuestionnaireItemAnswerOption { ValueCoding = new Coding(CodeSystems.Loinc, answer.Code, answer.Display) }));
            questionnaire.Item.Add(item);
        }

        return questionnaire;
    }
}
