namespace FhirTyped.R4;

/// <summary>Extensions by URL: <c>patient.Extension.Get(url)?.ValueString</c>.</summary>
public static class ExtensionListExtensions
{
    /// <summary>The first extension of a URL, or null.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="extensions"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty.</exception>
    public static Extension? Get(this List<Extension> extensions, string url)
    {
        Check(extensions, url);
        foreach (var extension in extensions)
        {
            if (extension.Url == url)
            {
                return extension;
            }
        }

        return null;
    }

    /// <summary>All extensions of a URL, in order.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="extensions"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty.</exception>
    public static IEnumerable<Extension> GetAll(this List<Extension> extensions, string url)
    {
        Check(extensions, url);
        return extensions.Where(extension => extension.Url == url);
    }

    /// <summary>Gives the extension of a URL a value; adds it where there is none, and removes all others of the URL.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="extensions"/> or <paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty.</exception>
    public static void Set(this List<Extension> extensions, string url, Element value)
    {
        Check(extensions, url);
        ArgumentNullException.ThrowIfNull(value);
        var first = extensions.Get(url);
        if (first is null)
        {
            extensions.Add(new Extension { Url = url, Value = value });
            return;
        }

        first.Value = value;
        extensions.RemoveAll(extension => extension.Url == url && !ReferenceEquals(extension, first));
    }

    /// <summary>Removes all extensions of a URL; the number removed.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="extensions"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="url"/> is null or empty.</exception>
    public static int RemoveAll(this List<Extension> extensions, string url)
    {
        Check(extensions, url);
        return extensions.RemoveAll(extension => extension.Url == url);
    }

    private static void Check(List<Extension> extensions, string url)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        ArgumentException.ThrowIfNullOrEmpty(url);
    }
}
