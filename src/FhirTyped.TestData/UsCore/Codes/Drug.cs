namespace FhirTyped.TestData;

/// <summary>A medicine as it is prescribed.</summary>
/// <param name="Code">Its RxNorm code.</param>
/// <param name="Display">What it is called.</param>
/// <param name="TimesADay">How often one is taken.</param>
/// <param name="Quantity">How many are handed over.</param>
internal sealed record Drug(string Code, string Display, int TimesADay, int Quantity)
{
    /// <summary>In what it is counted.</summary>
    public string Unit => Display.EndsWith("Tablet", StringComparison.Ordinal) ? "tablet" : "inhaler";

    /// <summary>For how many days one supply is enough; an inhaler for a month.</summary>
    public int Days => Unit == "tablet" ? Quantity / TimesADay : 30;
}
