using System.Collections.Frozen;
using System.Xml;

namespace FhirTyped.R4.FhirPath;

/// <summary>
/// Whether a narrative holds only the markup that FHIR allows, and something to read. <see href="https://hl7.org/fhir/R4/narrative.html#rules"/>
/// </summary>
internal static class NarrativeCheck
{
    private const string Namespace = "http://www.w3.org/1999/xhtml";

    private static readonly FrozenSet<string> Elements = FrozenSet.Create(
        StringComparer.Ordinal,
        "p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "b", "em", "i", "strong", "small", "big", "tt", "dfn", "q", "var", "abbr",
        "acronym", "cite", "blockquote", "hr", "address", "bdo", "kbd", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "pre", "table", "caption",
        "colgroup", "col", "thead", "tr", "tfoot", "tbody", "th", "td", "code", "samp", "img", "map", "area", "del", "ins", "s", "u", "font", "center");

    private static readonly FrozenSet<string> Attributes = FrozenSet.Create(
        StringComparer.Ordinal,
        "title", "style", "class", "id", "idref", "lang", "dir", "accesskey", "tabindex", "span", "width", "align", "valign", "char", "charoff",
        "abbr", "axis", "headers", "scope", "rowspan", "colspan", "cite", "datetime", "summary", "border", "frame", "rules", "cellspacing",
        "cellpadding", "nowrap", "compact", "type", "start", "value", "color", "size", "face", "bgcolor", "height", "hspace", "vspace", "clear", "noshade");

    /// <summary>Whether a text is well-formed, has allowed elements and attributes only, and is not blank.</summary>
    public static bool IsAllowed(string html)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1024 };
        try
        {
            using var reader = XmlReader.Create(new StringReader(html), settings);
            var hasContent = false;
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when !IsAllowedElement(reader):
                        return false;
                    case XmlNodeType.Element:
                        hasContent |= reader.LocalName == "img";
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA:
                        hasContent |= !string.IsNullOrWhiteSpace(reader.Value);
                        break;
                }
            }

            return hasContent;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsAllowedElement(XmlReader reader)
    {
        var element = reader.LocalName;
        if ((reader.Depth == 0 && element != "div") || reader.NamespaceURI is not (Namespace or "") || !Elements.Contains(element))
        {
            return false;
        }

        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xmlns" || reader.Name == "xmlns" || reader.Prefix == "xml" || Attributes.Contains(reader.LocalName))
            {
                continue;
            }

            var isOfElement = element switch
            {
                "a" => reader.LocalName is "href" or "name" or "rel" or "rev" or "hreflang" or "charset" or "shape" or "coords",
                "img" => reader.LocalName is "src" or "alt" or "longdesc" or "name" or "ismap" or "usemap",
                "map" => reader.LocalName is "name",
                "area" => reader.LocalName is "href" or "alt" or "shape" or "coords" or "nohref",
                _ => false,
            };
            if (!isOfElement)
            {
                return false;
            }
        }

        reader.MoveToElement();
        return true;
    }
}
