using System.Threading.Channels;
using FhirTyped.R4;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Firely.Handlers;

/// <summary>Validates a share of what a server answered, one answer after the other and in nobody's way.</summary>
/// <remarks>Thread-safe. All handlers of one HTTP client share it.</remarks>
internal sealed class ReadValidation : IDisposable
{
    private readonly IFhirProfileValidator _validator;
    private readonly FhirProfileValidationOptions _options;
    private readonly string _server;
    private readonly ILogger _logger;
    private readonly ReadSampling _sampling;
    private readonly Channel<byte[]> _waiting;
    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<Task> _work;

    public ReadValidation(IFhirProfileValidator validator, FhirProfileValidationOptions options, string server, ILogger logger)
    {
        (_validator, _options, _server, _logger) = (validator, options, server, logger);
        _sampling = new ReadSampling(options.ReadSamplingRate);
        _waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(options.MaximumWaitingReads) { SingleReader = true });
        _work = new(() => Task.Run(WorkAsync, CancellationToken.None));
    }

    /// <summary>Has the body of an answer copied while it is read, where the answer is chosen.</summary>
    public void Sample(HttpResponseMessage response)
    {
        if (_sampling.Next())
        {
            response.Content = new SampledContent(response.Content, _options.MaximumReadBytes, Add);
        }
    }

    /// <summary>Ends the work, and waits for nothing; what still waits is forgotten.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _end.Cancel();
    }

    private void Add(byte[] json)
    {
        if (_waiting.Writer.TryWrite(json))
        {
            _ = _work.Value;
        }
        else
        {
            ValidationLog.TellSkipped(_server);
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var json in _waiting.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                await ValidateAsync(json, _end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Whatever is wrong with one answer or its callback, the next one is looked at; a message might repeat values.
                ValidationLog.Failed(_logger, _server, error is FhirProfileException ? error.Message : error.GetType().Name);
                ValidationLog.TellSkipped(_server);
            }
        }
    }

    private async Task ValidateAsync(byte[] json, CancellationToken cancellationToken)
    {
        if (!FhirJson.TryRead<Resource>(json, out var resource, out _, null, cancellationToken))
        {
            return;
        }

        // A page is no resource of the server's own: what it holds is.
        var parts = resource is Bundle bundle
            ? bundle.Entry.Index().Where(static one => one.Item.Resource is not null).Select(static one => ($"Bundle.entry[{one.Index}].resource", one.Item.Resource!))
            : [("", resource)];
        foreach (var (place, part) in parts)
        {
            if (part is OperationOutcome or CapabilityStatement)
            {
                continue;
            }

            var result = (await _validator.ValidateAsync(part, null, cancellationToken).ConfigureAwait(false)).At(place);
            if (!result.IsValid)
            {
                ValidationLog.TellInvalid(_logger, _server, result);
                _options.OnInvalidRead?.Invoke(result);
            }
        }
    }
}
