using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// Conditional writes: https://hl7.org/fhir/R4/http.html#cond-update.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="IConditionalCreateEndpoint{T, TQuery}.CreateIfNoneExistAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> CreateIfNoneExistAsync<T, TQuery>(T resource, Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(resource);
        return _writer.CreateIfNoneExistAsync(T.ResourceType, resource, BuildCriteria(criteria), cancellationToken);
    }

    /// <summary>See <see cref="IConditionalUpdateEndpoint{T, TQuery}.ConditionalUpdateAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> ConditionalUpdateAsync<T, TQuery>(T resource, Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(resource);
        return _writer.ConditionalUpdateAsync(T.ResourceType, resource, BuildCriteria(criteria), cancellationToken);
    }

    /// <summary>See <see cref="IConditionalDeleteEndpoint{T, TQuery}.ConditionalDeleteAsync"/>.</summary>
    protected Task ConditionalDeleteAsync<T, TQuery>(Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        _writer.DeleteByCriteriaAsync(T.ResourceType, BuildCriteria(criteria), ConditionalSupport.DeleteSingle, cancellationToken);

    /// <summary>See <see cref="IConditionalDeleteMultipleEndpoint{T, TQuery}.ConditionalDeleteMultipleAsync"/>.</summary>
    protected Task ConditionalDeleteMultipleAsync<T, TQuery>(Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        _writer.DeleteByCriteriaAsync(T.ResourceType, BuildCriteria(criteria), ConditionalSupport.DeleteMultiple, cancellationToken);

    private static string BuildCriteria<TQuery>(Action<TQuery> criteria)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return QueryBuild.Run(criteria, out _);
    }
}
