using FhirTyped.R4;

namespace FhirTyped.Firely;

/// <summary>FHIR XML by its names: those of R4, of DSTU2, and those of XML itself.</summary>
internal sealed class XmlFormat : IFhirFormat
{
    /// <inheritdoc/>
    public string MediaType => FhirXml.MediaType;

    /// <inheritdoc/>
    public bool IsMeantBy(string name) =>
        name?.ToLowerInvariant() is FhirXml.MediaType or "application/xml+fhir" or "application/xml" or "text/xml" or "xml";

    /// <inheritdoc/>
    public byte[] ToJson(ReadOnlySpan<byte> content) => XmlTranslation.ToJson(content, FhirJsonOptions.Lenient);

    /// <inheritdoc/>
    public byte[] FromJson(ReadOnlySpan<byte> json) => XmlTranslation.FromJson(json);
}
