namespace FhirTyped;

/// <summary>
/// The base of the local filters of <see cref="LocalFilters"/>. Their properties are all search parameters that FHIR R4 defines for
/// the resource type and that can be told from a resource alone, whatever the platform supports. What stands here every
/// resource type has.
/// </summary>
/// <remarks>Not thread-safe, and only valid while the filter is being built.</remarks>
/// <typeparam name="TFilter">The filter type itself.</typeparam>
public abstract partial class FhirFilter<TFilter> : FhirQuery
    where TFilter : FhirFilter<TFilter>, IFhirQuery
{
    private protected FhirFilter()
    {
    }

    private TFilter Self => (TFilter)this;
}
