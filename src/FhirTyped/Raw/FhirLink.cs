namespace FhirTyped;

/// <summary>A link of a Bundle (https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.link).</summary>
/// <param name="Relation">The relation, for example <c>next</c>.</param>
/// <param name="Url">The address as the server gave it. It may be about a patient.</param>
public sealed record FhirLink(string Relation, string Url)
{
    /// <summary>The relation alone.</summary>
    public override string ToString() => nameof(FhirLink) + " " + Relation;
}
