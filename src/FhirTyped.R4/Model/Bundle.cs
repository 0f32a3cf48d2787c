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

    /// <summary>
    /// The place of the first thing in <c>link</c> and <c>entry</c> that reading could not hold, as in
    /// <c>Bundle.entry[3].resource</c>: a list that is none, an entry or link that is no object, a part of one that is of a wrong type,
    /// or one given twice; null where there is none. Without such a place the links and entries are all that the payload had. The
    /// resources themselves are not looked into, and one of an unknown type is an <see cref="UnknownResource"/>. Allocates nothing
    /// where there is nothing to tell.
    /// </summary>
    public string? FindUnreadable()
    {
        if (Side is { } side && (side.IsUnreadable("link") || side.IsUnreadable("entry")))
        {
            return side.IsUnreadable("link") ? "Bundle.link" : "Bundle.entry";
        }

        return FirstUnreadable(_link) is { } link ? "Bundle." + link : FirstUnreadableEntry();
    }

    private static string? FirstUnreadable(List<BundleLink>? links)
    {
        for (var i = 0; i < (links?.Count ?? 0); i++)
        {
            if (FirstUnreadable(links![i], "") is { } part)
            {
                return $"link[{i}]{part}";
            }
        }

        return null;
    }

    private string? FirstUnreadableEntry()
    {
        for (var i = 0; i < (_entry?.Count ?? 0); i++)
        {
            var entry = _entry![i];
            var part = FirstUnreadable(entry, "") ?? FirstUnreadable(entry?.Search, ".search") ?? FirstUnreadable(entry?.Request, ".request")
                ?? FirstUnreadable(entry?.Response, ".response") ?? (FirstUnreadable(entry?.LinksOrNull) is { } link ? "." + link : null);
            if (part is not null)
            {
                return $"Bundle.entry[{i}]{part}";
            }
        }

        return null;
    }

    private static string? FirstUnreadable(Base? part, string path) =>
        part?.Side?.FirstUnreadable() is { } name ? path + "." + name : null;

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
