using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Searches without a server, and limits of those with one.</summary>
public static class FhirSearch
{
    /// <summary>How many matches <see cref="FhirSearch{T}.ToListAsync(CancellationToken)"/> takes before it fails.</summary>
    public const int MaximumListLength = 10_000;

    /// <summary>
    /// A search that gives resources which are there already, in one page: for the tests of code that takes a <see cref="FhirSearch{T}"/>. It asks nobody, so
    /// nothing is judged; a local filter (<c>FilterLocally</c>) is applied. For a server that behaves like a platform there is the sandbox.
    /// </summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="resources">The resources; they are handed out as they are, not copied.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static FhirSearch<T> FromResources<T>(params IEnumerable<T> resources)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(resources);
        var all = resources.ToArray();
        foreach (var resource in all)
        {
            ArgumentNullException.ThrowIfNull(resource, nameof(resources));
        }

        return new(all);
    }
}
