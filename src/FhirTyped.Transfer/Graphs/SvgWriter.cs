using System.Globalization;
using System.Text;
using System.Xml;

namespace FhirTyped;

/// <summary>Writes SVG (https://www.w3.org/TR/SVG11/) that says in words what it shows. Also compiled into FhirTyped.ServerBenchmark, which does not need the rest of this project.</summary>
internal static class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>Writes a drawing.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">Its title, for those who do not see it.</param>
    /// <param name="description">What it shows, for them.</param>
    /// <param name="style">Its style sheet.</param>
    /// <param name="content">Writes what is in it.</param>
    public static string Write(int width, int height, string title, string description, string style, Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            Start(xml, "svg");
            xml.WriteAttributeString("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
            xml.WriteAttributeString("width", Number(width));
            xml.WriteAttributeString("height", Number(height));
            xml.WriteAttributeString("role", "img");
            xml.WriteAttributeString("aria-labelledby", "title desc");
            Element(xml, "title", title, ("id", "title"));
            Element(xml, "desc", description, ("id", "desc"));
            Element(xml, "style", style);
            content(xml);
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Begins an element.</summary>
    public static void Start(XmlWriter xml, string name) => xml.WriteStartElement(name, Namespace);

    /// <summary>Writes an element; attributes without a value are left out.</summary>
    public static void Element(XmlWriter xml, string name, string? content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(xml, name);
        foreach (var (attribute, value) in attributes)
        {
            if (value.Length > 0)
            {
                xml.WriteAttributeString(attribute, value);
            }
        }

        if (content is not null)
        {
            xml.WriteString(content);
        }

        xml.WriteEndElement();
    }

    /// <summary>A number as SVG has it.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
