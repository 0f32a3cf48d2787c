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
                var text = concept.Text;
                foreach (var coding in concept.Coding)
                {
                    values.Add(Of(coding) with { ConceptText = text });
                    text = null;
                }

                if (text is not null)
                {
                    values.Add(new TokenIndexValue(null, null) { ConceptText = text });
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
            case PrimitiveElement { Text: { } value } primitive:
                values.Add(Of(value, primitive.PrimitiveType, definition));
                break;
            case null when item.AsString() is { } value:
                values.Add(Of(value, PrimitiveType.Boolean, definition));
                break;
        }
    }

    // A code has the system of its binding, which the resource does not say.
    private static TokenIndexValue Of(string value, PrimitiveType type, SearchParameterDefinition definition) =>
        type == PrimitiveType.Code || (type == PrimitiveType.Boolean && definition.Codes is not null)
            ? new TokenIndexValue(ImpliedSystems.Of(definition, value), value) { HasImpliedSystem = true }
            : new TokenIndexValue(null, value) { IsCaseSensitive = definition.Name == "_id" };

    private static TokenIndexValue Of(Coding coding) => new(coding.System, coding.Code) { Text = coding.Display };
}
