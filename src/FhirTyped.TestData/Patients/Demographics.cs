using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>What US Core's patient says beyond FHIR's: race, ethnicity, sex, language.</summary>
internal static class Demographics
{
    private const string Categories = "urn:oid:2.16.840.1.113883.6.238";

    private static readonly Choices<Coding> Races = Choices.Of(
        (new Coding(Categories, "2106-3", "White"), 0.60),
        (new Coding(Categories, "2054-5", "Black or African American"), 0.14),
        (new Coding(Categories, "2028-9", "Asian"), 0.07),
        (new Coding(Categories, "1002-5", "American Indian or Alaska Native"), 0.02),
        (new Coding(Categories, "2076-8", "Native Hawaiian or Other Pacific Islander"), 0.01),
        (new Coding(Categories, "2131-1", "Other Race"), 0.16));

    private static readonly Choices<Coding> Ethnicities = Choices.Of(
        (new Coding(Categories, "2186-5", "Not Hispanic or Latino"), 0.81),
        (new Coding(Categories, "2135-2", "Hispanic or Latino"), 0.19));

    private static readonly Choices<(string Code, string Display)> Languages = Choices.Of(
        (("en-US", "English (United States)"), 0.85), (("es", "Spanish"), 0.13), (("zh", "Chinese"), 0.02));

    /// <summary>Adds them.</summary>
    public static void Add(Patient patient, SeededRandom random, bool isFemale)
    {
        patient.Extension.Add(Category("us-core-race", Races.Pick(random)));
        patient.Extension.Add(Category("us-core-ethnicity", Ethnicities.Pick(random)));
        patient.Extension.Add(new Extension(UsCoreProfiles.Base + "us-core-birthsex", new CodeElement(isFemale ? "F" : "M")));
        patient.Extension.Add(new Extension(
            UsCoreProfiles.Base + "us-core-individual-sex",
            isFemale ? new Coding(CodeSystems.Snomed, "248152002", "Female (finding)") : new Coding(CodeSystems.Snomed, "248153007", "Male (finding)")));
        var language = Languages.Pick(random);
        patient.Communication.Add(new PatientCommunication
        {
            Language = new CodeableConcept(new Coding("urn:ietf:bcp:47", language.Code, language.Display)),
            Preferred = true,
        });
    }

    private static Extension Category(string name, Coding category)
    {
        var extension = new Extension { Url = UsCoreProfiles.Base + name };
        extension.Extension.Add(new Extension("ombCategory", category.DeepClone()));
        extension.Extension.Add(new Extension("text", category.Display!));
        return extension;
    }
}
