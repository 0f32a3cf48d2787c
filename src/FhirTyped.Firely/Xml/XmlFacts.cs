using System.Text;
using System.Xml;

namespace FhirTyped.Firely;

/// <summary>
/// What FHIR XML says, fact by fact: each element with its place and attributes, each narrative whole. Two documents that say the same have the same facts, whatever the order
/// of elements of different names.
/// </summary>
internal sealed class XmlFacts
{
    private const string FhirNamespace = "http://hl7.org/fhir";

    private const string XhtmlNamespace = "http://www.w3.org/1999/xhtml";

    private readonly Dictionary<string, (int Count, string Place)> _facts = new(StringComparer.Ordinal);

    /// <summary>Reads the facts of a document, and checks what it may cost on the way.</summary>
    /// <exception cref="FhirXmlException">It is nested too deep, or holds what FHIR's XML does not.</exception>
    /// <exception cref="XmlException">It is not XML.</exception>
    public static XmlFacts Of(XmlReader reader, int maximumDepth)
    {
        var facts = new XmlFacts();
        var names = new List<string>();
        XmlLimits.MoveToRoot(reader);
        do
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                XmlLimits.ThrowIfTooDeep(reader, maximumDepth);
                names.RemoveRange(reader.Depth, names.Count - reader.Depth);
                names.Add(reader.LocalName);
                if (reader.NamespaceURI == XhtmlNamespace && reader is { LocalName: "div", Depth: > 0 })
                {
                    facts.AddNarrative(reader, names);
                    continue;
                }

                if (reader.NamespaceURI != FhirNamespace)
                {
                    throw new FhirXmlException("An element is not in FHIR's namespace", IssueDescription.PathOf(string.Join('.', names)));
                }

                facts.AddElement(reader, names);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                throw new FhirXmlException("There is text between elements, where FHIR's XML has none", IssueDescription.PathOf(string.Join('.', names)));
            }

            reader.Read();
        }
        while (!reader.EOF);
        return facts;
    }

    /// <summary>The place of something that is said here and not there; null where there is none.</summary>
    public string? FirstLackOf(XmlFacts other)
    {
        foreach (var (fact, (count, place)) in _facts)
        {
            if (!other._facts.TryGetValue(fact, out var found) || found.Count != count)
            {
                return place;
            }
        }

        return null;
    }

    private void AddElement(XmlReader reader, List<string> names)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns" && reader.Name != "xsi:schemaLocation")
            {
                attributes[reader.Name] = reader.LocalName == "value" ? PrimitiveText.Canonical(reader.Value) : reader.Value.Trim();
            }
        }

        reader.MoveToElement();
        Add(string.Join('.', names) + string.Concat(attributes.Select(static one => "\n" + one.Key + "=" + one.Value)), names);
    }

    // It leaves the reader behind the end of the narrative.
    private void AddNarrative(XmlReader reader, List<string> names)
    {
        var text = new StringBuilder(string.Join('.', names));
        var depth = reader.Depth;
        var isEnd = reader.IsEmptyElement;
        XhtmlText.Append(text, reader);
        while (!isEnd && reader.Read())
        {
            XmlLimits.ThrowIfTooDeep(reader, depth + XmlLimits.MostXhtmlDepth);
            XhtmlText.Append(text, reader);
            isEnd = reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth;
        }

        reader.Read();
        Add(text.ToString(), names);
    }

    private void Add(string fact, List<string> names)
    {
        _facts.TryGetValue(fact, out var known);
        _facts[fact] = (known.Count + 1, known.Place ?? IssueDescription.PathOf(string.Join('.', names)));
    }
}
