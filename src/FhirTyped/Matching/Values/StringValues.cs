using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>The texts of a string parameter; of names and addresses each part.</summary>
internal static class StringValues
{
    public static void Add(FhirPathValue item, List<IndexValue> values)
    {
        switch (item.Element)
        {
            case HumanName name:
                Add(name.Text, values);
                Add(name.Family, values);
                AddAll(name.Given, values);
                AddAll(name.Prefix, values);
                AddAll(name.Suffix, values);
                break;
            case Address address:
                Add(address.Text, values);
                AddAll(address.Line, values);
                Add(address.City, values);
                Add(address.District, values);
                Add(address.State, values);
                Add(address.PostalCode, values);
                Add(address.Country, values);
                break;
            case CodeableConcept concept:
                Add(concept.Text, values);
                foreach (var coding in concept.Coding)
                {
                    Add(coding.Display, values);
                }

                break;
            default:
                Add(item.AsString(), values);
                break;
        }
    }

    private static void AddAll(PrimitiveList<string> texts, List<IndexValue> values)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            Add(texts.HasValue(i) ? texts[i] : null, values);
        }
    }

    private static void Add(string? text, List<IndexValue> values)
    {
        if (!string.IsNullOrEmpty(text))
        {
            values.Add(new StringIndexValue(text));
        }
    }
}
