using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A reference parameter (https://hl7.org/fhir/R4/search.html#reference).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct ReferenceParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public ReferenceParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The query that the handle is of.</summary>
    internal TQuery Query => _query ?? throw QueryBuild.OutOfTurn(null);

    /// <summary>Refers to the resource.</summary>
    /// <param name="reference">An id (<c>123</c>), a relative reference (<c>Patient/123</c>) or an absolute address.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Is(string reference) => SearchWriter.Text(_query, Name, null, reference);

    /// <summary>Refers to a resource of a type.</summary>
    /// <param name="resourceType">The type, for example <c>Patient</c>.</param>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">One is null, empty, or cannot be sent.</exception>
    public TQuery Is(string resourceType, string id) => SearchWriter.Joined(_query, Name, null, [resourceType, id], '/');

    /// <summary>Refers to the resource.</summary>
    /// <param name="resource">A resource that has an id.</param>
    /// <exception cref="ArgumentException">The resource has no id.</exception>
    public TQuery Is(Resource resource) => SearchWriter.Resource(_query, Name, resource);

    /// <summary>Refers to one of the resources.</summary>
    /// <param name="references">Ids, relative references or absolute addresses.</param>
    /// <exception cref="ArgumentException">There are none, or one is null, empty, or cannot be sent.</exception>
    public TQuery AnyOf(params ReadOnlySpan<string> references) => SearchWriter.AnyText(_query, Name, null, references);

    /// <summary>Refers to a resource of a type, as a modifier: <c>subject:Patient=123</c> (https://hl7.org/fhir/R4/search.html#reference).</summary>
    /// <param name="resourceType">The type, for example <c>Patient</c>.</param>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">The type is not a resource type of FHIR R4, or the id is null, empty, or cannot be sent.</exception>
    public TQuery OfType(string resourceType, string id) => SearchWriter.OfType(_query, Name, resourceType, id);

    /// <summary>Refers by an identifier of the resource, not by its address: <c>:identifier</c>.</summary>
    /// <param name="system">The identifier's system.</param>
    /// <param name="value">The identifier.</param>
    /// <exception cref="ArgumentException">One is null, empty, or cannot be sent.</exception>
    public TQuery Identifier(string system, string value) => SearchWriter.Token(_query, Name, "identifier", system, value);

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
