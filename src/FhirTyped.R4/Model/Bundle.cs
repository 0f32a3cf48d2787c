namespace FhirTyped.R4;

/// <content>Reading a Bundle.</content>
public sealed partial class Bundle
{
    /// <summary>The resources of the entries that are matches of a search, of one type; entries without a search mode count as matches.</summary>
    /// <typeparam name="T">The type; <see cref="R4.Resource"/> for all.</typeparam>
    public IEnumerable<T> Matches<T>()
        where T : Resource => OfMode<T>(SearchEntryMode.Match);

    /// <summary>The resources that a search included beside its matches, of one type.</summary>
    /// <typeparam name="T">The type; <see cref="R4.Resource"/> for all.</typeparam>
    public IEnumerable<T> Included<T>()
        where T : Resource => OfMode<T>(SearchEntryMode.Include);

    /// <summary>The outcomes that came with a search's result.</summary>
    public IEnumerable<OperationOutcome> Outcomes => OfMode<OperationOutcome>(SearchEntryMode.Outcome);

    /// <summary>All resources of a type, of whichever mode.</summary>
    /// <typeparam name="T">The type; <see cref="R4.Resource"/> for all.</typeparam>
    public IEnumerable<T> Resources<T>()
        where T : Resource
    {
        foreach (var entry in Entry)
        {
            if (entry.Resource is T resource)
            {
                yield return resource;
            }
        }
    }

    /// <summary>The URL of the link of a relation (<c>self</c>, <c>next</c>...), byte for byte as it came; null where there is none.</summary>
    /// <exception cref="ArgumentException"><paramref name="relation"/> is null or empty.</exception>
    public string? LinkOf(string relation)
    {
        ArgumentException.ThrowIfNullOrEmpty(relation);
        foreach (var link in Link)
        {
            if (link.Relation == relation)
            {
                return link.Url;
            }
        }

        return null;
    }

    /// <summary>The URL of the search as the server understood it.</summary>
    public string? SelfLink => LinkOf("self");

    /// <summary>The URL of the next page; null on the last.</summary>
    public string? NextLink => LinkOf("next");

    /// <summary>The entry of a full URL, or null.</summary>
    /// <exception cref="ArgumentException"><paramref name="fullUrl"/> is null or empty.</exception>
    public BundleEntry? Find(string fullUrl)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullUrl);
        foreach (var entry in Entry)
        {
            if (entry.FullUrl == fullUrl)
            {
                return entry;
            }
        }

        return null;
    }

    private IEnumerable<T> OfMode<T>(SearchEntryMode mode)
        where T : Resource
    {
        foreach (var entry in Entry)
        {
            // Without a mode, an outcome is an outcome and anything else a match: what servers mean that leave it out.
            var actual = entry.Search?.Mode?.Value ?? (entry.Resource is OperationOutcome ? SearchEntryMode.Outcome : SearchEntryMode.Match);
            if (actual == mode && entry.Resource is T resource)
            {
                yield return resource;
            }
        }
    }
}
