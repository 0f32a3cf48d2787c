using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>Where the matches of a search come from, whatever FhirTyped calls their type.</summary>
/// <typeparam name="T">The resource type of the matches, of <c>Hl7.Fhir.Model</c>.</typeparam>
internal interface IFirelySearchSource<T>
    where T : FirelyResource
{
    string ResourceType { get; }

    string RelativeUrl { get; }

    IAsyncEnumerable<T> Matches(CancellationToken cancellationToken);

    IAsyncEnumerable<FirelySearchPage<T>> Pages(CancellationToken cancellationToken);

    Task<FirelySearchPage<T>> FirstPageAsync(CancellationToken cancellationToken);

    Task<List<T>> ToListAsync(int max, CancellationToken cancellationToken);

    Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken);

    Task<T?> SingleOrDefaultAsync(CancellationToken cancellationToken);

    Task<bool> AnyAsync(CancellationToken cancellationToken);

    Task<int> CountAsync(CancellationToken cancellationToken);
}
