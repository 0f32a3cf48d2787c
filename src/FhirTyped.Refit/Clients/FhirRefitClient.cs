using System.ComponentModel;
using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <summary>
/// The base of the emitted Refit clients. Every call first asks the platform's judge, and every answer is held against what was asked, as by the platform's own
/// client; what HTTP says is Refit's <see cref="ApiException"/>.
/// </summary>
/// <remarks>Thread-safe.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class FhirRefitClient
{
    private readonly FhirRefitContext _context;
    private readonly Type _api;

    /// <summary>Makes the client. Emitted code calls it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="api">The interface that it implements.</param>
    protected FhirRefitClient(FhirRefitContext context, Type api)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(api);
        _context = context;
        _api = api;
    }

    /// <summary>Begins a call whose caller gets what was answered.</summary>
    private RefitCall Begin(string method, string template) => new(_context, _api, method, template);

    /// <summary>Makes a call whose caller gets the answer itself as well.</summary>
    private async Task<ApiResponse<TContent>> RespondAsync<TState, TContent>(
        string method, string template, TState state, Func<RefitCall, TState, CancellationToken, Task<TContent>> ask, CancellationToken cancellationToken)
    {
        var call = new RefitCall(_context, _api, method, template) { GivesResponse = true };
        try
        {
            var content = await ask(call, state, cancellationToken).ConfigureAwait(false);
            return new(call.Message!, call.Response, content, _context.Settings);
        }
        catch (ApiExceptionBase error) when (call.Message is not null)
        {
            return new(call.Message, call.Response, default, _context.Settings, error);
        }
        catch
        {
            call.Response?.Dispose();
            throw;
        }
    }

    /// <summary>The paths of a resource type, written once.</summary>
    private static class Templates<T>
        where T : Resource, IFhirResource<T>
    {
        public static readonly string OfType = "/" + T.ResourceType;

        public static readonly string OfInstance = OfType + "/{id}";

        public static readonly string OfVersion = OfInstance + "/_history/{versionId}";

        public static readonly string OfTypeHistory = OfType + "/_history";

        public static readonly string OfInstanceHistory = OfInstance + "/_history";

        public static readonly string OfSearchByPost = OfType + "/_search";
    }
}
