namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>
/// Where HL7's own examples do not fulfil R4's invariants: the invariant, what comes of it, at how many places, and why. Looked at one by one
/// on 2026-11-20, bdl-8 on 2026-11-29; the counts of que-1, que-2 and sdf-4 were found again by a program that does not use FHIRPath.
/// </summary>
internal static class KnownInvariantResults
{
    private const string Name = "A warning: the name is not fit for a program's identifier.";
    private const string NoName = "A warning: there is no name, and matches() of nothing is nothing.";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["ActivityDefinition adf-0 IsUnknown 17"] = NoName,
        ["Bundle.entry bdl-8 IsUnknown 25"] = "An entry without a fullUrl: contains() of nothing is nothing.",
        ["CapabilityStatement cpb-0 IsUnknown 1"] = NoName,
        ["ChargeItemDefinition cid-0 IsUnknown 2"] = NoName,
        ["CodeSystem csd-0 IsBroken 8"] = Name,
        ["DomainResource dom-6 IsBroken 2490"] = "A warning: contained resources and questionnaires have no narrative.",
        ["EventDefinition evd-0 IsUnknown 1"] = NoName,
        ["Evidence evi-0 IsUnknown 1"] = NoName,
        ["EvidenceVariable evv-0 IsUnknown 1"] = NoName,
        ["ExampleScenario esc-0 IsUnknown 1"] = NoName,
        ["Library lib-0 IsUnknown 18"] = NoName,
        ["Measure mea-0 IsUnknown 3"] = NoName,
        ["NamingSystem nsd-0 IsBroken 436"] = Name,
        ["Narrative.div txt-1 IsBroken 4"] = "The narratives hold white space only; txt-1 and txt-2 are one function.",
        ["Narrative.div txt-2 IsBroken 4"] = "The narratives hold white space only.",
        ["PlanDefinition pdf-0 IsBroken 5"] = Name,
        ["PlanDefinition pdf-0 IsUnknown 9"] = NoName,
        ["Questionnaire que-0 IsUnknown 174"] = NoName,
        ["Questionnaire que-2 IsBroken 102"] = "Questionnaires made by a program repeat link ids.",
        ["Questionnaire.item que-1 IsBroken 79"] = "Questionnaires made by a program have groups without items.",
        ["Reference ref-1 IsUnknown 211"] = "A reference without a literal one: startsWith() of nothing is nothing. R4 says that it must not matter.",
        ["ResearchDefinition rsd-0 IsUnknown 1"] = NoName,
        ["ResearchElementDefinition red-0 IsUnknown 1"] = NoName,
        ["RiskAssessment.prediction ras-2 IsUnknown 2"] = "A prediction without a probability: nothing is of no type.",
        ["SearchParameter spd-0 IsBroken 17"] = Name,
        ["StructureDefinition sdf-0 IsBroken 168"] = Name,
        ["StructureDefinition sdf-4 IsBroken 4"] = "Logical models without a base.",
        ["TestScript tst-0 IsBroken 1"] = Name,
        ["ValueSet vsd-0 IsBroken 12"] = Name,
    };
}
