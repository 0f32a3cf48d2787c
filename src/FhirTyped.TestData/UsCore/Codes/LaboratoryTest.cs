namespace FhirTyped.TestData;

/// <summary>One test.</summary>
/// <param name="Code">Its LOINC code.</param>
/// <param name="Display">What it is called.</param>
/// <param name="Unit">The unit, as UCUM has it.</param>
/// <param name="Minimum">The smallest value that is made.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Digits">The digits behind the point.</param>
/// <param name="Low">Where normal values begin; null where small ones are not to be feared.</param>
/// <param name="High">Where normal values end; null where large ones are not.</param>
internal sealed record LaboratoryTest(string Code, string Display, string Unit, decimal Minimum, decimal Maximum, int Digits, decimal? Low, decimal? High)
{
    // Those in which a problem shows.
    public const string HemoglobinA1c = "4548-4";
    public const string Glucose = "2345-7";
    public const string Hemoglobin = "718-7";
    public const string LowDensityLipoprotein = "18262-6";
}
