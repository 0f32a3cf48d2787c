using System.Net;
using FhirTyped.Firely.Handlers;
using FhirTyped.R4;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FhirTyped.Firely;

/// <summary>
/// Validates what any <see cref="HttpClient"/> writes to a FHIR server before it is sent, and, where asked, a share of what it reads after that was handed out.
/// <c>services.AddFhirPlatform&lt;Epic&gt;().AddProfileValidation()</c> adds it.
/// </summary>
/// <remarks>
/// <para>
/// Creates and updates of FHIR JSON are validated, alone (POST and PUT of a resource) and as entries of a batch or transaction; a body that says that it is something else is
/// refused, since nobody could look at it, but for the content of a Binary. Patches, operations and searches pass.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class FhirProfileValidationHandler : DelegatingHandler
{
    private readonly IFhirProfileValidator _validator;
    private readonly FhirProfileValidationOptions _options;
    private readonly ReadValidation _reads;
    private readonly string _server;
    private readonly ILogger _logger;
    private readonly bool _ownsReads;

    /// <summary>Makes a handler.</summary>
    /// <param name="validator">The validator.</param>
    /// <param name="options">What is validated; null for what is written.</param>
    /// <param name="server">What the server is called in logs and metrics.</param>
    /// <param name="logger">Receives what does not conform, without patient data.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FhirProfileValidationHandler(
        IFhirProfileValidator validator, FhirProfileValidationOptions? options = null, string server = "FHIR", ILogger? logger = null)
        : this(validator, options ?? new(), server, logger ?? NullLogger.Instance, reads: null)
    {
    }

    internal FhirProfileValidationHandler(IFhirProfileValidator validator, FhirProfileValidationOptions options, string server, ILogger logger, ReadValidation? reads)
    {
        ArgumentNullException.ThrowIfNull(validator);
        ArgumentNullException.ThrowIfNull(server);
        options.ThrowIfWrong();
        (_validator, _options, _server, _logger) = (validator, options, server, logger);
        _reads = reads ?? new ReadValidation(validator, options, server, logger);
        _ownsReads = reads is null;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_options.ValidateWrites && WrittenResources.IsWrite(request))
        {
            await ValidateAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK && WrittenResources.IsRead(request) && FhirFormats.IsJson(response.Content))
        {
            _reads.Sample(response);
        }

        return response;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsReads)
        {
            _reads.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task ValidateAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content!;
        if (!FhirFormats.IsJson(content))
        {
            if (WrittenResources.IsBinary(request))
            {
                return;
            }

            throw new FhirException($"The body of a {request.Method} is not FHIR JSON, so that it could not be validated. Nothing was sent.");
        }

        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        var json = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var description = request.Method.Method;
        var results = new List<FhirProfileValidationResult>();
        if (FhirJson.TryRead<Resource>(json, out var body, out _, null, cancellationToken) && body is Bundle)
        {
            description += " " + body.TypeName;
            foreach (var (place, resource) in WrittenResources.Of(request, body))
            {
                // The bytes as they stand, where they are the whole.
                results.Add(ReferenceEquals(resource, body)
                    ? await _validator.ValidateJsonAsync(json, null, cancellationToken).ConfigureAwait(false)
                    : (await _validator.ValidateAsync(resource, null, cancellationToken).ConfigureAwait(false)).At(place));
            }
        }
        else
        {
            results.Add(await _validator.ValidateJsonAsync(json, null, cancellationToken).ConfigureAwait(false));
            description += body is null or UnknownResource ? "" : " " + body.TypeName;
        }

        var refused = results.FindAll(static result => !result.IsValid);
        if (refused.Count > 0)
        {
            refused.ForEach(result => ValidationLog.TellRefused(_logger, _server, result));
            throw new FhirProfileValidationException(description, results);
        }
    }
}
