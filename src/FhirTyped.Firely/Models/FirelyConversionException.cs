namespace FhirTyped.Firely;

/// <summary>A resource cannot be had in the other model as it is: something would be lost. The message names the place and holds no value.</summary>
public sealed class FirelyConversionException : FhirException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What would be lost, as a sentence without its full stop and without any value.</param>
    /// <param name="location">Where, as a path of JSON names with indexes; empty for the resource itself.</param>
    internal FirelyConversionException(string problem, string location)
        : base(problem + " (" + (location.Length == 0 ? "the resource itself" : location) + ").") => Location = location;

    /// <summary>The place as a path of JSON names, with indexes into arrays: <c>Bundle.entry[3].resource.valueQuantity.value</c>. Names that the standard does not have are <c>?</c>.</summary>
    public string Location { get; }
}
