using System.Net;
using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <summary>
/// One call of a Refit interface: an exchange that sends by Refit's own runner, so that handlers see what they see of every Refit client, and refusals are
/// what Refit's settings make of them. What is sent and what is checked is decided where it is for every other client.
/// </summary>
internal sealed class RefitCall : ServerExchange
{
    private readonly FhirRefitContext _context;
    private readonly Type _api;
    private readonly string _method;
    private readonly string _template;

    /// <summary>Begins a call.</summary>
    /// <param name="context">What the client works with.</param>
    /// <param name="api">The interface.</param>
    /// <param name="method">Its method's name.</param>
    /// <param name="template">The path of its attribute.</param>
    public RefitCall(FhirRefitContext context, Type api, string method, string template)
        : base(context.Exchange)
    {
        _context = context;
        _api = api;
        _method = method;
        _template = template;
    }

    /// <summary>Whether the caller gets the answer itself, beside what was in it.</summary>
    public bool GivesResponse { get; init; }

    /// <summary>What was sent last.</summary>
    public HttpRequestMessage? Message { get; private set; }

    /// <summary>What was answered last.</summary>
    public HttpResponseMessage? Response { get; private set; }

    /// <inheritdoc/>
    protected override bool KeepsResponses => GivesResponse;

    /// <inheritdoc/>
    public override async ValueTask<FhirAnswer> RefuseAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        Response = response;
        return response.StatusCode != HttpStatusCode.NotModified && await _context.Settings.ExceptionFactory(response).ConfigureAwait(false) is { } refusal
            ? throw refusal
            : await base.RefuseAsync(request, response, deadline).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendMessageAsync(FhirRequest request, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        Message = message;
        var settings = _context.Settings;
        GeneratedRequestRunner.AddConfiguredRequestOptions(message, settings, _api);
        GeneratedRequestRunner.AddRequestProperty(message, HttpRequestMessageOptions.MethodName, _method);
        GeneratedRequestRunner.AddRequestProperty(message, HttpRequestMessageOptions.RelativePathTemplate, _template);
        return GeneratedRequestRunner.SendAsync<HttpResponseMessage, HttpContent>(
            _context.Http, message, settings, isApiResponse: false, shouldDisposeResponse: false, settings.Buffered, cancellationToken)!;
    }

    /// <inheritdoc/>
    protected override bool IsTransportProblem(Exception error) =>
        error is HttpRequestException or IOException or ApiRequestException or ApiException { InnerException: HttpRequestException or IOException };

    /// <inheritdoc/>
    protected override Exception? OfTransport(FhirRequest request, Exception error) => null;

    /// <inheritdoc/>
    protected override async ValueTask<FhirAnswer> ReadAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        Response = response;
        if (await _context.Settings.ExceptionFactory(response).ConfigureAwait(false) is { } refusal)
        {
            throw refusal;
        }

        try
        {
            return await base.ReadAsync(request, response, deadline).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FhirFormatException or IOException or HttpRequestException)
        {
            throw await OfUnreadableAsync(response, error).ConfigureAwait(false);
        }
    }

    // What a Refit client makes of content that it cannot read.
    private async Task<Exception> OfUnreadableAsync(HttpResponseMessage response, Exception error)
    {
        var settings = _context.Settings;
        if (settings.DeserializationExceptionFactory is { } factory && await factory(response, error).ConfigureAwait(false) is { } own)
        {
            return own;
        }

        var message = response.RequestMessage ?? Message!;
        return await ApiException.Create("The answer could not be read: " + error.GetType().Name + ".", message, message.Method, response, settings, error).ConfigureAwait(false);
    }
}
