using System.ComponentModel;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A reference parameter (https://hl7.org/fhir/R4/search.html#reference) of which it is known to which resource types it leads:
/// each is a method of its own that searches by what the referenced resource is or has
/// (https://hl7.org/fhir/R4/search.html#chaining): <c>q.Subject.Patient(p => p.Family.StartsWith("S"))</c>.
/// </summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
/// <typeparam name="TTargets">The resource types to which it leads and which the platform can search.</typeparam>
public readonly struct ReferenceParameter<TQuery, TTargets> : ISearchParameter
    where TQuery : FhirQuery<TQuery>, IFhirQuery
    where TTargets : struct, IReferenceTargets
{
    private readonly ReferenceParameter<TQuery> _parameter;
    private readonly bool _namesTarget;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="name">The parameter's name in the URL.</param>
    /// <param name="namesTarget">
    /// Whether a chain has to name the type: <c>subject:Patient.name</c>. A parameter that leads to one type only is chained without:
    /// <c>patient.name</c>.
    /// </param>
    public ReferenceParameter(TQuery query, string name, bool namesTarget)
    {
        _parameter = new(query, name);
        _namesTarget = namesTarget;
    }

    /// <inheritdoc/>
    public string Name => _parameter.Name;

    /// <summary>The same parameter without its targets.</summary>
    public static implicit operator ReferenceParameter<TQuery>(ReferenceParameter<TQuery, TTargets> parameter) => parameter._parameter;

    /// <inheritdoc cref="ReferenceParameter{TQuery}.Is(string)"/>
    public TQuery Is(string reference) => _parameter.Is(reference);

    /// <inheritdoc cref="ReferenceParameter{TQuery}.Is(string, string)"/>
    public TQuery Is(string resourceType, string id) => _parameter.Is(resourceType, id);

    /// <inheritdoc cref="ReferenceParameter{TQuery}.Is(Resource)"/>
    public TQuery Is(Resource resource) => _parameter.Is(resource);

    /// <inheritdoc cref="ReferenceParameter{TQuery}.AnyOf"/>
    public TQuery AnyOf(params ReadOnlySpan<string> references) => _parameter.AnyOf(references);

    /// <inheritdoc cref="ReferenceParameter{TQuery}.OfType"/>
    public TQuery OfType(string resourceType, string id) => _parameter.OfType(resourceType, id);

    /// <inheritdoc cref="ReferenceParameter{TQuery}.Identifier"/>
    public TQuery Identifier(string system, string value) => _parameter.Identifier(system, value);

    /// <inheritdoc cref="ReferenceParameter{TQuery}.Missing"/>
    public TQuery Missing(bool isMissing = true) => _parameter.Missing(isMissing);

    /// <summary>Adds the criteria of a chain. Generated code calls it, by the name of the resource type.</summary>
    /// <typeparam name="TTarget">The query type of the referenced resources.</typeparam>
    /// <param name="criterion">Adds the criteria that the referenced resource meets.</param>
    /// <exception cref="ArgumentException">No criterion was added, or a value cannot be sent.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TQuery Chain<TTarget>(Action<TTarget> criterion)
        where TTarget : FhirQuery<TTarget>, IFhirQuery, new() =>
        _parameter.Query.AddChain(Name, _namesTarget, criterion);
}
