using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Says in resources from which server they came.</summary>
internal static class MetaSource
{
    /// <summary>Throws where results of a type hold no resource on which it could be set: to leave it out silently would be a resource from nowhere.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void ThrowIfNone<TResult>(string parameterName)
    {
        var type = typeof(TResult);
        if (!typeof(Resource).IsAssignableFrom(type) && !typeof(IEnumerable<Resource>).IsAssignableFrom(type) && type != typeof(FhirResponse) && type != typeof(FhirResolution)
            && !typeof(IResourcePage).IsAssignableFrom(type))
        {
            throw new ArgumentException(
                $"{nameof(FhirServersOptions.SetMetaSource)} needs results that are resources, lists or pages of them, and {type.Name} is none.", parameterName);
        }
    }

    /// <summary>Sets it on the resources of a result that have none.</summary>
    public static void SetOn(object? result, Uri baseUrl)
    {
        switch (result)
        {
            case Bundle bundle:
                foreach (var entry in bundle.Entry)
                {
                    SetOn(entry.Resource, baseUrl);
                }

                break;
            case Resource resource:
                if (string.IsNullOrEmpty(resource.Meta?.Source))
                {
                    (resource.Meta ??= new Meta()).Source = baseUrl.AbsoluteUri;
                }

                break;
            case IEnumerable<Resource> resources:
                foreach (var resource in resources)
                {
                    SetOn(resource, baseUrl);
                }

                break;
            case IResourcePage page:
                SetOn(page.Bundle, baseUrl);
                break;
            case FhirResponse response:
                SetOn(response.Resource, baseUrl);
                break;
            case FhirResolution resolution:
                SetOn(resolution.Resources, baseUrl);
                break;
        }
    }
}
