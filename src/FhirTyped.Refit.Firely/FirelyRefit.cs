using System.ComponentModel;
using FhirTyped.Firely;
using FhirTyped.R4;
using Refit;
using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped;

/// <summary>Makes what emitted clients give into resources of the Firely SDK, and the other way round. Emitted code calls it.</summary>
/// <remarks>What Firely's model would lose is a <see cref="FirelyConversionException"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FirelyRefit
{
    /// <summary>A resource that is to be sent.</summary>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    public static T Sent<T>(FirelyResource resource)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.ToFhirTyped<T>();
    }

    /// <summary>A resource.</summary>
    public static async Task<TFirely> ResourceAsync<T, TFirely>(Task<T> asking)
        where T : Resource?
        where TFirely : FirelyResource
    {
        ArgumentNullException.ThrowIfNull(asking);
        return (await asking.ConfigureAwait(false))?.ToFirely<TFirely>()!;
    }

    /// <summary>A resource with its answer.</summary>
    public static async Task<ApiResponse<TFirely>> ResponseAsync<T, TFirely>(Task<ApiResponse<T>> asking)
        where T : Resource?
        where TFirely : FirelyResource
    {
        ArgumentNullException.ThrowIfNull(asking);
        using var response = await asking.ConfigureAwait(false);
        return Convert(response, response.Content?.ToFirely<TFirely>());
    }

    /// <summary>A page.</summary>
    public static async Task<FirelyPage<TFirely>> PageAsync<T, TFirely>(Task<FhirPage<T>> asking)
        where T : Resource
        where TFirely : FirelyResource
    {
        ArgumentNullException.ThrowIfNull(asking);
        return FirelyPage<TFirely>.Of(await asking.ConfigureAwait(false));
    }

    /// <summary>A page with its answer.</summary>
    public static async Task<ApiResponse<FirelyPage<TFirely>>> PageResponseAsync<T, TFirely>(Task<ApiResponse<FhirPage<T>>> asking)
        where T : Resource
        where TFirely : FirelyResource
    {
        ArgumentNullException.ThrowIfNull(asking);
        using var response = await asking.ConfigureAwait(false);
        return Convert(response, response.Content is { } page ? FirelyPage<TFirely>.Of(page) : null);
    }

    /// <summary>The pages of a search.</summary>
    public static PagedEnumerable<FirelyPage<TFirely>, TFirely> Pages<T, TFirely>(PagedEnumerable<FhirPage<T>, T> pages)
        where T : Resource
        where TFirely : FirelyResource
    {
        ArgumentNullException.ThrowIfNull(pages);

        // The token is the enumeration of the pages: each enumeration here has one of its own.
        return PagedEnumerable.Create<FirelyPage<TFirely>, TFirely, IAsyncEnumerator<FhirPage<T>>?>(
            async (enumeration, cancellationToken) =>
            {
                enumeration ??= pages.AsPages().GetAsyncEnumerator(cancellationToken);
                return await enumeration.MoveNextAsync().ConfigureAwait(false) ? FirelyPage<TFirely>.Of(enumeration.Current, enumeration) : null!;
            },
            static page => page.Matches,
            static (page, _) => PageContinuation.To((IAsyncEnumerator<FhirPage<T>>?)page.Enumeration));
    }

    // What is disposed with the answer is its body, which was read; its head is what callers look at.
    private static ApiResponse<TTo> Convert<TFrom, TTo>(ApiResponse<TFrom> response, TTo? content)
    {
        HttpResponseMessage? head = null;
        if (response.StatusCode is { } status)
        {
            head = new HttpResponseMessage(status) { ReasonPhrase = response.ReasonPhrase, Version = response.Version!, RequestMessage = response.RequestMessage, Content = new ByteArrayContent([]) };
            foreach (var (name, values) in response.Headers!.NonValidated)
            {
                head.Headers.TryAddWithoutValidation(name, values);
            }

            foreach (var (name, values) in response.ContentHeaders!.NonValidated)
            {
                head.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return new(response.RequestMessage!, head, content, response.Settings, response.Error);
    }
}
