namespace FhirTyped.TestData;

/// <summary>A health problem, and what goes with it.</summary>
/// <param name="Code">Its SNOMED CT code.</param>
/// <param name="Display">What it is called.</param>
/// <param name="Prevalence">How likely somebody of a fitting age has it.</param>
/// <param name="MinimumAge">From which age on, in years.</param>
/// <param name="Drug">What is taken for it; null for nothing.</param>
/// <param name="Goal">What is aimed at; null where no plan is made for it.</param>
internal sealed record Problem(string Code, string Display, double Prevalence, int MinimumAge, Drug? Drug = null, string? Goal = null)
{
    // Those that show in what is measured.
    public const string Hypertension = "59621000";
    public const string Diabetes = "44054006";
    public const string Prediabetes = "15777000";
    public const string Hyperlipidemia = "55822004";
    public const string Anemia = "271737000";
    public const string Depression = "35489007";
    public const string KneeOsteoarthritis = "239873007";

    /// <summary>Problems that stay.</summary>
    public static IReadOnlyList<Problem> Chronic { get; } =
    [
        new(Hypertension, "Essential hypertension (disorder)", 0.30, 30, new("314076", "lisinopril 10 MG Oral Tablet", 1, 30), "Blood pressure below 130/80 mmHg"),
        new(Diabetes, "Diabetes mellitus type 2 (disorder)", 0.12, 30, new("860975", "24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet", 2, 60), "Hemoglobin A1c below 7 %"),
        new(Hyperlipidemia, "Hyperlipidemia (disorder)", 0.20, 30, new("314231", "simvastatin 10 MG Oral Tablet", 1, 30), "LDL cholesterol below 100 mg/dL"),
        new("195967001", "Asthma (disorder)", 0.08, 5, new("745752", "200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", 4, 1), "No asthma symptoms at night"),
        new("49436004", "Atrial fibrillation (disorder)", 0.05, 60, new("855332", "warfarin sodium 5 MG Oral Tablet", 1, 30)),
        new(KneeOsteoarthritis, "Osteoarthritis of knee (disorder)", 0.12, 50, new("849574", "naproxen sodium 220 MG Oral Tablet", 2, 60), "Walks 30 minutes a day without pain"),
        new(Depression, "Depressive disorder (disorder)", 0.09, 15, new("312941", "sertraline 50 MG Oral Tablet", 1, 30), "PHQ-2 score below 3"),
        new(Anemia, "Anemia (disorder)", 0.06, 1, new("310325", "ferrous sulfate 325 MG Oral Tablet", 1, 30)),
        new("446096008", "Perennial allergic rhinitis (disorder)", 0.10, 2, new("665078", "loratadine 5 MG Chewable Tablet", 1, 30)),
        new(Prediabetes, "Prediabetes (finding)", 0.12, 25, Goal: "Loses 5 % of the body weight"),
    ];

    /// <summary>Problems that pass; the prevalence is that among visits for a symptom.</summary>
    public static IReadOnlyList<Problem> Acute { get; } =
    [
        new("444814009", "Viral sinusitis (disorder)", 0.30, 0),
        new("195662009", "Acute viral pharyngitis (disorder)", 0.20, 0),
        new("10509002", "Acute bronchitis (disorder)", 0.15, 0, new("313782", "acetaminophen 325 MG Oral Tablet", 3, 20)),
        new("43878008", "Streptococcal sore throat (disorder)", 0.10, 0, new("834061", "penicillin V potassium 250 MG Oral Tablet", 4, 40)),
        new("44465007", "Sprain of ankle (disorder)", 0.10, 0, new("310965", "ibuprofen 200 MG Oral Tablet", 3, 30)),
        new("38822007", "Cystitis (disorder)", 0.10, 0, new("562251", "amoxicillin 250 MG / clavulanate 125 MG Oral Tablet", 3, 21)),
        new("70704007", "Sprain of wrist (disorder)", 0.05, 0, new("310965", "ibuprofen 200 MG Oral Tablet", 3, 30)),
    ];

    /// <summary>One of the acute ones.</summary>
    public static Problem PickAcute(SeededRandom random) => AcuteChoices.Pick(random);

    private static readonly Choices<Problem> AcuteChoices = new(Acute.Select(static problem => (problem, problem.Prevalence)));
}
