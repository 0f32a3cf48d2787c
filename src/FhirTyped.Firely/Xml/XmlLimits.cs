using System.Xml;
using FhirTyped.R4;

namespace FhirTyped.Firely;

/// <summary>What XML of strangers may cost: no DTD, so no entity that grows or is fetched; no more depth and size than JSON may have.</summary>
internal static class XmlLimits
{
    /// <summary>How deep XHTML may be nested in its div.</summary>
    public const int MostXhtmlDepth = 128;

    /// <summary>Settings for XML of at most so many characters.</summary>
    public static XmlReaderSettings For(long characters) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Math.Max(characters, 1),
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Settings for a text that is in memory already.</summary>
    public static XmlReaderSettings ForText() => For(FhirJsonOptions.DefaultMaxPayloadLength);

    /// <summary>Goes to the root element.</summary>
    /// <exception cref="XmlException">There is none.</exception>
    public static void MoveToRoot(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                return;
            }
        }

        throw new XmlException("There is no root element.");
    }

    /// <summary>Throws where an element is deeper than the limit.</summary>
    public static void ThrowIfTooDeep(XmlReader reader, int limit)
    {
        if (reader.Depth > limit)
        {
            throw new FhirXmlException($"The XML is nested deeper than {limit} elements");
        }
    }
}
