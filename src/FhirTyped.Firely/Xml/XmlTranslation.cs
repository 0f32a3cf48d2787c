using System.Text.Json;
using System.Xml;
using FhirTyped.R4;
using Base = Hl7.Fhir.Model.Base;
using FirelyResource = Hl7.Fhir.Model.Resource;
using Resource = FhirTyped.R4.Resource;

namespace FhirTyped.Firely;

/// <summary>Translates resources between FHIR's XML and JSON, and holds each translation against what it was made of.</summary>
internal static class XmlTranslation
{
    /// <summary>FHIR JSON of XML.</summary>
    /// <exception cref="FhirXmlException">It is no FHIR XML, too large or too deep, or holds what the standard has no place for.</exception>
    public static byte[] ToJson(ReadOnlySpan<byte> xml, FhirJsonOptions options)
    {
        if (xml.Length > options.MaxPayloadLength)
        {
            throw new FhirXmlException($"The XML is larger than {options.MaxPayloadLength} bytes");
        }

        var bytes = xml.ToArray();
        return Guard(() =>
        {
            var before = FactsOf(bytes, options.MaxDepth);
            var resource = Parse(bytes);
            var after = FactsOf(FirelyXml.Write(resource), int.MaxValue);
            return (before.FirstLackOf(after) ?? after.FirstLackOf(before)) is { } place
                ? throw new FhirXmlException("The XML holds what FHIR's does not, or what could not be kept as it is", place)
                : FirelyJson.ToUtf8Bytes(resource);
        });
    }

    /// <summary>XML of FHIR JSON.</summary>
    /// <exception cref="FhirXmlException">It is no resource, or holds what XML cannot.</exception>
    public static byte[] FromJson(ReadOnlySpan<byte> json)
    {
        var bytes = json.ToArray();
        if (!FhirJson.TryRead<Resource>(bytes, out _, out var issues, FhirJsonOptions.Lenient with { MaxDepth = 256 }))
        {
            throw new FhirXmlException(issues[^1].ToString().TrimEnd('.'));
        }

        return Guard(() =>
        {
            var resource = UncheckedJson.Read(bytes);
            CleanNarratives(resource, resource.TypeName);
            var xml = FirelyXml.Write(resource);

            // Made back: whatever a text did to the document, it does not say the same any more.
            var back = FirelyJson.ToUtf8Bytes(Parse(xml));
            return JsonLosses.FindFirst(bytes, back) is { } place
                ? throw new FhirXmlException("XML cannot hold this as it is", place)
                : xml;
        });
    }

    private static XmlFacts FactsOf(byte[] xml, int maximumDepth)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml, writable: false), XmlLimits.For(xml.Length));
        return XmlFacts.Of(reader, maximumDepth);
    }

    private static FirelyResource Parse(byte[] xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml, writable: false), XmlLimits.For(xml.Length));
        return FirelyXml.Read(reader);
    }

    private static void CleanNarratives(Base element, string place)
    {
        foreach (var (name, value) in element.EnumerateElements())
        {
            switch (value)
            {
                case Hl7.Fhir.Model.XHtml { Value: { } text } xhtml:
                    try
                    {
                        xhtml.Value = XhtmlText.Clean(text);
                    }
                    catch (XmlException error)
                    {
                        throw new FhirXmlException("The narrative is no XHTML", IssueDescription.PathOf(place + "." + name), error.InnerException);
                    }

                    break;
                case Base inner:
                    CleanNarratives(inner, place + "." + name);
                    break;
                case IEnumerable<Base> list:
                    foreach (var inner in list)
                    {
                        if (inner is not null)
                        {
                            CleanNarratives(inner, place + "." + name);
                        }
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Makes one kind of exception of all that XML and the SDK throw: their messages quote what they read.</summary>
    private static byte[] Guard(Func<byte[]> translate)
    {
        try
        {
            return translate();
        }
        catch (XmlException error)
        {
            throw new FhirXmlException(
                error.LineNumber > 0 ? $"It is no XML that FHIR allows (line {error.LineNumber}, column {error.LinePosition})" : "It is no XML that FHIR allows");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or JsonException or FormatException or NotSupportedException or FirelyConversionException)
        {
            throw new FhirXmlException($"It holds what XML cannot, or what is no resource ({error.GetType().Name})");
        }
    }
}
