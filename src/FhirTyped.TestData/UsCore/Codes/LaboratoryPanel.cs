namespace FhirTyped.TestData;

/// <summary>Tests that are ordered together.</summary>
/// <param name="Code">The LOINC code of the panel.</param>
/// <param name="Display">What it is called.</param>
/// <param name="IsBlood">Whether whole blood is examined; else serum is.</param>
/// <param name="Tests">What is measured.</param>
internal sealed record LaboratoryPanel(string Code, string Display, bool IsBlood, IReadOnlyList<LaboratoryTest> Tests)
{
    public static LaboratoryPanel Metabolic { get; } = new("51990-0", "Basic metabolic panel - Blood", false,
    [
        new(LaboratoryTest.Glucose, "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", 65, 160, 0, 70, 99),
        new("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "mg/dL", 6, 26, 0, 7, 20),
        new("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 0.5m, 1.6m, 2, 0.6m, 1.3m),
        new("17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", 8.2m, 10.8m, 1, 8.5m, 10.5m),
        new("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", 132, 148, 0, 135, 145),
        new("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", 3.2m, 5.5m, 1, 3.5m, 5.1m),
        new("2075-0", "Chloride [Moles/volume] in Serum or Plasma", "mmol/L", 95, 110, 0, 98, 107),
        new("2028-9", "Carbon dioxide, total [Moles/volume] in Serum or Plasma", "mmol/L", 20, 31, 0, 22, 29),
    ]);

    public static LaboratoryPanel BloodCount { get; } = new("58410-2", "CBC panel - Blood by Automated count", true,
    [
        new("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 3.5m, 12.5m, 1, 4.5m, 11),
        new("789-8", "Erythrocytes [#/volume] in Blood by Automated count", "10*6/uL", 3.8m, 5.9m, 2, 4.2m, 5.8m),
        new(LaboratoryTest.Hemoglobin, "Hemoglobin [Mass/volume] in Blood", "g/dL", 10, 18, 1, 12, 17.5m),
        new("4544-3", "Hematocrit [Volume Fraction] of Blood by Automated count", "%", 32, 53, 1, 36, 50),
        new("787-2", "MCV [Entitic volume] by Automated count", "fL", 76, 104, 0, 80, 100),
        new("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 130, 460, 0, 150, 400),
    ]);

    public static LaboratoryPanel Lipids { get; } = new("57698-3", "Lipid panel with direct LDL - Serum or Plasma", false,
    [
        new("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL", 120, 280, 0, null, 200),
        new("2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "mg/dL", 50, 280, 0, null, 150),
        new(LaboratoryTest.LowDensityLipoprotein, "Cholesterol in LDL [Mass/volume] in Serum or Plasma by Direct assay", "mg/dL", 50, 190, 0, null, 100),
        new("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "mg/dL", 30, 80, 0, 40, null),
    ]);

    public static LaboratoryPanel LongTermGlucose { get; } = new("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", true,
        [new(LaboratoryTest.HemoglobinA1c, "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 4.8m, 9.5m, 1, 4, 5.6m)]);
}
