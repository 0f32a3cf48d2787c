using Firely.Fhir.Validation;
using Firely.Fhir.Validation.Compilation;
using Hl7.Fhir.Specification.Source;
using Canonical = Firely.Fhir.Validation.Canonical;

namespace FhirTyped.Firely.Pool;

/// <summary>The profiles that one validator has prepared. What is not found is not kept: profiles' addresses come out of data, and there is no end of them.</summary>
/// <remarks>Not thread-safe: it is one validator's.</remarks>
internal sealed class SchemaCache(IAsyncResourceResolver definitions) : IElementSchemaResolver
{
#pragma warning disable ExperimentalApi // Its own cache keeps what is not found as well.
    private readonly IElementSchemaResolver _source = StructureDefinitionToElementSchemaResolver.Create(definitions);
#pragma warning restore ExperimentalApi
    private readonly Dictionary<string, ElementSchema> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ElementSchema? GetSchema(Canonical schemaUri)
    {
        var key = schemaUri.ToString();
        if (!_known.TryGetValue(key, out var schema) && _source.GetSchema(schemaUri) is { } found)
        {
            _known[key] = schema = found;
        }

        return schema;
    }
}
