namespace FhirTyped.R4.FhirPath;

/// <summary>Where a reference stands, which says what a relative one means. <see href="https://hl7.org/fhir/R4/bundle.html#references"/></summary>
/// <param name="Bundle">The innermost Bundle around it; null where there is none.</param>
/// <param name="Entry">The entry of that Bundle.</param>
/// <param name="Resource">The resource that has it, or that contains the one that has it.</param>
internal sealed record ReferenceHome(Bundle? Bundle, BundleEntry? Entry, Resource Resource);
