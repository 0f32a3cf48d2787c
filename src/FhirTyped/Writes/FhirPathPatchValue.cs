using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Elements as values of a FHIRPath Patch: https://hl7.org/fhir/R4/fhirpatch.html.</summary>
internal static class FhirPathPatchValue
{
    /// <summary>
    /// The parameter for an element: its value, or where its type is none of those that a parameter can hold, a part for each of its elements.
    /// </summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The element.</param>
    /// <exception cref="ArgumentException">The element holds nothing, or something that FHIR does not know: it would not arrive.</exception>
    public static ParametersParameter ToPart(string name, Base value)
    {
        if (value.UnknownProperties.Count > 0)
        {
            throw new ArgumentException("The value holds properties that FHIR R4 does not know: they cannot be sent.", nameof(value));
        }

        switch (value)
        {
            case Resource resource:
                return new ParametersParameter { Name = name, Resource = resource };
            case PrimitiveElement { PrimitiveType: PrimitiveType.Xhtml } narrative:
                return new ParametersParameter { Name = name, Value = new StringElement(narrative.Text) };
            case PrimitiveElement { HasValue: true } primitive:
                return new ParametersParameter { Name = name, Value = primitive };
        }

        var elements = value.GetElements();
        if (elements.Count == 0)
        {
            throw new ArgumentException("The value holds nothing, and FHIR has no empty elements.", nameof(value));
        }

        if (value is Element element && CanBeHeld(value.TypeName))
        {
            return new ParametersParameter { Name = name, Value = element };
        }

        var parameter = new ParametersParameter { Name = name };
        foreach (var child in elements)
        {
            parameter.Part.Add(ToPart(child.Name, child.Value));
        }

        return parameter;
    }

    /// <summary>Whether a parameter can hold a value of a type: all but these (https://hl7.org/fhir/R4/datatypes.html#open).</summary>
    private static bool CanBeHeld(string type) => type is not ("BackboneElement" or "Element" or "ElementDefinition" or "Extension" or "MarketingStatus"
        or "Narrative" or "Population" or "ProdCharacteristic" or "ProductShelfLife" or "SubstanceAmount");
}
