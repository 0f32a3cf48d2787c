using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>The codes of a token parameter: https://hl7.org/fhir/R4/search.html#token.</summary>
internal static class TokenValues
{
    public static void Add(FhirPathValue item, SearchParameterDefinition definition, List<IndexValue> values)
    {
        switch (item.Element)
        {
            case CodeableConcept concept:
                foreach (var coding in concept.Coding)
                {
                    values.Add(Of(coding) with { Text = concept.Text is null ? coding.Display : coding.Display + "\n" + concept.Text });
                }

                if (concept.Coding.Count == 0 && concept.Text is not null)
                {
                    values.Add(new TokenIndexValue(null, null) { Text = concept.Text });
                }

                break;
            case Coding coding:
                values.Add(Of(coding));
                break;
            case Identifier identifier:
                values.Add(new TokenIndexValue(identifier.System, identifier.Value) { Text = identifier.Type?.Text, IdentifierType = identifier.Type });
                break;
            case ContactPoint contact:
                values.Add(new TokenIndexValue(contact.System?.Text, contact.Value) { IsPhone = contact.System?.Text is "phone" or "fax" or "sms" or "pager" });
                break;
            case PrimitiveElement { Text: { } text } primitive:
                values.Add(new TokenIndexValue(null, text)
                {
                    HasImpliedSystem = primitive.PrimitiveType == PrimitiveType.Code,
                    IsCaseSensitive = definition.Name == "_id",
                });
                break;
            case null when item.AsString() is { } text:
                values.Add(new TokenIndexValue(null, text));
                break;
        }
    }

    private static TokenIndexValue Of(Coding coding) => new(coding.System, coding.Code) { Text = coding.Display };
}
