using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>
/// What a resource holds for a search parameter, by the tables of https://hl7.org/fhir/R4/search.html#ptypes.
/// </summary>
/// <param name="baseUrl">The server's own base, with a slash at the end; empty for none.</param>
internal sealed class SearchValueExtractor(string baseUrl)
{
    private static readonly IReadOnlyList<IndexValue> Nothing = [];

    /// <summary>The values of a parameter, in the order of the resource; empty where there are none.</summary>
    public IReadOnlyList<IndexValue> Extract(Resource resource, SearchParameterDefinition definition)
    {
        if (definition.Expression is not { } expression)
        {
            return Nothing;
        }

        if (definition.Type == SearchParameterType.Token && DefinedCodes.Find(resource, definition) is { } codes)
        {
            return codes;
        }

        // The targets of references need not be read to know their types.
        var context = new FhirPathContext { Resource = resource, AssumeReferencedTypes = true };
        var items = expression.Select(resource, context);
        if (items.Count == 0)
        {
            return Nothing;
        }

        var values = new List<IndexValue>(items.Count);
        foreach (var item in items)
        {
            if (definition.Type == SearchParameterType.Composite)
            {
                AddComposite(item, definition, context, values);
            }
            else
            {
                Add(item, definition, values);
            }
        }

        return values;
    }

    private void AddComposite(FhirPathValue item, SearchParameterDefinition definition, FhirPathContext context, List<IndexValue> values)
    {
        if (item.Element is not { } element)
        {
            return;
        }

        var parts = new IReadOnlyList<IndexValue>[definition.Components.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var component = definition.Components[i];
            var part = new List<IndexValue>();
            foreach (var found in component.Path.Select(element, context))
            {
                Add(found, component.Definition, part);
            }

            parts[i] = part;
        }

        values.Add(new CompositeIndexValue(parts));
    }

    private void Add(FhirPathValue item, SearchParameterDefinition definition, List<IndexValue> values)
    {
        switch (definition.Type)
        {
            case SearchParameterType.String:
                StringValues.Add(item, values);
                break;
            case SearchParameterType.Token:
                TokenValues.Add(item, definition, values);
                break;
            case SearchParameterType.Date:
                DateValues.Add(item, values);
                break;
            case SearchParameterType.Reference:
                AddReference(item, values);
                break;
            case SearchParameterType.Number or SearchParameterType.Quantity:
                QuantityValues.Add(item, definition.Type == SearchParameterType.Number, values);
                break;
            case SearchParameterType.Uri:
                if (item.AsString() is { } uri)
                {
                    values.Add(new UriIndexValue(uri) { IsCanonical = item.Element is PrimitiveElement { PrimitiveType: PrimitiveType.Canonical } });
                }

                break;
            default:
                if (item.Element is LocationPosition { Latitude: { } latitude, Longitude: { } longitude })
                {
                    values.Add(new PositionIndexValue(latitude, longitude));
                }
                else if (item.Element is LocationPosition position && position.GetElements("latitude").Count > 0)
                {
                    values.Add(UnreadableIndexValue.Instance);
                }

                break;
        }
    }

    private void AddReference(FhirPathValue item, List<IndexValue> values)
    {
        switch (item.Element)
        {
            case ResourceReference reference:
                // What a reference to a contained resource leads to is no resource of the server's.
                var isLiteral = reference.Reference is { Length: > 0 } text && text[0] != '#';
                values.Add(new ReferenceIndexValue(isLiteral ? ReferenceTarget.Parse(reference.Reference!, baseUrl) : null)
                {
                    Identifier = reference.Identifier,
                    Display = reference.Display,
                });
                break;
            case PrimitiveElement { Text: { Length: > 0 } url } when url[0] != '#':
                values.Add(new ReferenceIndexValue(ReferenceTarget.ParseCanonical(url, baseUrl)));
                break;
            case Resource { Id: { } id } resource:
                // The parameters composition and message of Bundle lead to the resource itself.
                values.Add(new ReferenceIndexValue(ReferenceTarget.Parse(resource.TypeName + "/" + id, baseUrl)));
                break;
        }
    }
}
