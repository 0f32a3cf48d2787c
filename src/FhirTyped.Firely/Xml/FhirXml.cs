using System.Buffers;
using FhirTyped.R4;

namespace FhirTyped.Firely;

/// <summary>
/// Reads and writes resources as FHIR XML (https://hl7.org/fhir/R4/xml.html), by the Firely SDK's reader and writer. What would be lost on the way is an exception.
/// </summary>
/// <remarks>
/// <para>
/// Thread-safe. It costs several times what JSON does: each translation is made back and compared. White space around a value is taken away, as the standard asks of XML
/// (https://hl7.org/fhir/R4/datatypes.html#string); the narrative keeps its meaning, not its spelling: <c>&amp;nbsp;</c> becomes the character.
/// </para>
/// <para>DTDs, and with them entities of any kind, are refused; nothing is fetched.</para>
/// </remarks>
public static class FhirXml
{
    /// <summary>The media type of FHIR XML.</summary>
    public const string MediaType = "application/fhir+xml";

    /// <summary>XML as a format beside JSON, for a sandbox or a handler.</summary>
    public static IFhirFormat Format { get; } = new XmlFormat();

    /// <summary>Reads a resource of whichever type.</summary>
    /// <param name="xml">The XML, in any encoding that it declares.</param>
    /// <param name="options">How it is read; its limits of size and depth hold for XML as well. Null for <see cref="FhirJsonOptions.Lenient"/>.</param>
    /// <exception cref="FhirXmlException">It is no FHIR XML, or holds what the standard has no place for.</exception>
    /// <exception cref="FhirFormatException">The resource breaks a rule that the options ask for.</exception>
    public static Resource Read(ReadOnlySpan<byte> xml, FhirJsonOptions? options = null) => Read<Resource>(xml, options);

    /// <summary>Reads a resource of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="xml">The XML, in any encoding that it declares.</param>
    /// <param name="options">How it is read; its limits of size and depth hold for XML as well. Null for <see cref="FhirJsonOptions.Lenient"/>.</param>
    /// <exception cref="FhirXmlException">It is no FHIR XML, or holds what the standard has no place for.</exception>
    /// <exception cref="FhirFormatException">It is of another type, or breaks a rule that the options ask for.</exception>
    public static T Read<T>(ReadOnlySpan<byte> xml, FhirJsonOptions? options = null)
        where T : Resource => FhirJson.Read<T>(XmlTranslation.ToJson(xml, options ?? FhirJsonOptions.Lenient), options);

    /// <summary>A resource as XML in UTF-8.</summary>
    /// <param name="resource">The resource.</param>
    /// <exception cref="FhirXmlException">It holds what XML cannot: a control character, a narrative that is no XHTML.</exception>
    public static byte[] ToUtf8Bytes(Resource resource) => XmlTranslation.FromJson(FhirJson.ToUtf8Bytes(resource));

    /// <summary>Writes a resource as XML in UTF-8.</summary>
    /// <param name="output">Takes the XML; nothing is written where it fails.</param>
    /// <param name="resource">The resource.</param>
    /// <exception cref="FhirXmlException">It holds what XML cannot: a control character, a narrative that is no XHTML.</exception>
    public static void Write(IBufferWriter<byte> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(ToUtf8Bytes(resource));
    }
}
