using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace FhirTyped.Firely;

/// <summary>
/// The XHTML of narratives (https://hl7.org/fhir/R4/narrative.html#xhtml): in JSON it is a text, which may be anything; in XML it is part of the document, and could end the
/// element that it stands in.
/// </summary>
internal static partial class XhtmlText
{
    private const string Namespace = "http://www.w3.org/1999/xhtml";

    private static readonly XmlWriterSettings WriterSettings = new() { OmitXmlDeclaration = true, CheckCharacters = true };

    /// <summary>The same XHTML as one element, well-formed by itself.</summary>
    /// <exception cref="XmlException">It is none.</exception>
    public static string Clean(string xhtml)
    {
        using var reader = XmlReader.Create(new StringReader(WithoutNamedEntities(xhtml)), XmlLimits.ForText());
        XmlLimits.MoveToRoot(reader);
        if (reader.LocalName != "div" || reader.NamespaceURI is not (Namespace or ""))
        {
            throw new XmlException("The narrative is no div.");
        }

        var result = new StringBuilder();
        using (var writer = XmlWriter.Create(result, WriterSettings))
        {
            Copy(reader, writer);
        }

        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Whitespace)
            {
                throw new XmlException("Something follows the narrative's div.");
            }
        }

        return result.ToString();
    }

    /// <summary>What it says, in one spelling, for comparison; the text itself where it is no XHTML.</summary>
    public static string Canonical(string xhtml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(Clean(xhtml)), XmlLimits.ForText());
            var result = new StringBuilder();
            while (reader.Read())
            {
                Append(result, reader);
            }

            return result.ToString();
        }
        catch (XmlException)
        {
            return xhtml;
        }
    }

    /// <summary>Appends a node of XHTML in one spelling: attributes by their names, texts without regard to entities and line breaks.</summary>
    public static void Append(StringBuilder result, XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = reader.IsEmptyElement;
                result.Append('<').Append(reader.LocalName);
                var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
                while (reader.MoveToNextAttribute())
                {
                    if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                    {
                        attributes[reader.LocalName] = reader.Value;
                    }
                }

                reader.MoveToElement();
                foreach (var (name, value) in attributes)
                {
                    result.Append(' ').Append(name).Append('=').Append(value);
                }

                result.Append(isEmpty ? "></>" : ">");
                break;
            case XmlNodeType.EndElement:
                result.Append("</>");
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                result.Append(reader.Value.ReplaceLineEndings("\n"));
                break;
            default:
                break;
        }
    }

    /// <summary>Copies an element into the namespace of XHTML; what has none belongs there.</summary>
    private static void Copy(XmlReader reader, XmlWriter writer)
    {
        var depth = reader.Depth;
        do
        {
            XmlLimits.ThrowIfTooDeep(reader, XmlLimits.MostXhtmlDepth);
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    writer.WriteStartElement(reader.LocalName, reader.NamespaceURI.Length == 0 ? Namespace : reader.NamespaceURI);
                    while (reader.MoveToNextAttribute())
                    {
                        if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                        {
                            writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI.Length == 0 ? null : reader.NamespaceURI, reader.Value);
                        }
                    }

                    reader.MoveToElement();
                    if (isEmpty)
                    {
                        writer.WriteEndElement();
                    }

                    break;
                case XmlNodeType.EndElement:
                    writer.WriteFullEndElement();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    writer.WriteString(reader.Value);
                    break;
                default:
                    break;
            }
        }
        while (!(reader.Depth == depth && (reader.NodeType == XmlNodeType.EndElement || reader.IsEmptyElement)) && reader.Read());
    }

    /// <summary>HTML's named characters, as <c>&amp;nbsp;</c>, which XML knows only by a DTD.</summary>
    private static string WithoutNamedEntities(string xhtml) => NamedEntity.Replace(xhtml, static match =>
        match.Value is "&lt;" or "&gt;" or "&amp;" or "&quot;" or "&apos;" ? match.Value : WebUtility.HtmlDecode(match.Value));

    [GeneratedRegex("&[A-Za-z][A-Za-z0-9]{1,9};", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamedEntity { get; }
}
