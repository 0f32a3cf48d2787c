using System.Threading.Channels;
using FhirTyped.Capabilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>Something was done through the gateway. It holds nothing of a patient.</summary>
/// <param name="RequestId">By which the request is known in logs, answers and the audit.</param>
/// <param name="Platform">The platform's name.</param>
/// <param name="ResourceType">The resource type; empty for all.</param>
/// <param name="StatusCode">The platform's HTTP status.</param>
public abstract record GatewayEvent(string RequestId, string Platform, string ResourceType, int StatusCode);

/// <summary>A resource, a version of it or its history was read.</summary>
/// <inheritdoc cref="GatewayEvent"/>
public sealed record FhirRead(string RequestId, string Platform, string ResourceType, int StatusCode) : GatewayEvent(RequestId, Platform, ResourceType, StatusCode);

/// <summary>Resources were searched for.</summary>
/// <inheritdoc cref="GatewayEvent"/>
public sealed record FhirSearched(string RequestId, string Platform, string ResourceType, int StatusCode) : GatewayEvent(RequestId, Platform, ResourceType, StatusCode);

/// <summary>A resource was created.</summary>
/// <inheritdoc cref="GatewayEvent"/>
public sealed record FhirCreated(string RequestId, string Platform, string ResourceType, int StatusCode) : GatewayEvent(RequestId, Platform, ResourceType, StatusCode);

/// <summary>A resource was updated or patched.</summary>
/// <inheritdoc cref="GatewayEvent"/>
public sealed record FhirUpdated(string RequestId, string Platform, string ResourceType, int StatusCode) : GatewayEvent(RequestId, Platform, ResourceType, StatusCode);

/// <summary>A resource was deleted.</summary>
/// <inheritdoc cref="GatewayEvent"/>
public sealed record FhirDeleted(string RequestId, string Platform, string ResourceType, int StatusCode) : GatewayEvent(RequestId, Platform, ResourceType, StatusCode);

/// <summary>An operation was called, or a batch or transaction sent.</summary>
/// <param name="RequestId">By which the request is known in logs, answers and the audit.</param>
/// <param name="Platform">The platform's name.</param>
/// <param name="ResourceType">The resource type; empty for all.</param>
/// <param name="StatusCode">The platform's HTTP status.</param>
/// <param name="Operation">The operation without its dollar sign, or <c>batch</c>.</param>
public sealed record FhirOperationCalled(string RequestId, string Platform, string ResourceType, int StatusCode, string Operation)
    : GatewayEvent(RequestId, Platform, ResourceType, StatusCode);

/// <summary>Is told what was done through the gateway, in this process and after the answer. <c>services.AddSingleton&lt;IGatewayEventHandler, …&gt;()</c> registers it.</summary>
/// <remarks>What may not be lost belongs into the audit: events that come faster than they are handled are dropped, and counted in the log.</remarks>
public interface IGatewayEventHandler
{
    /// <summary>Takes an event. One after the other; what it throws is logged, by its type alone.</summary>
    /// <param name="gatewayEvent">The event.</param>
    /// <param name="cancellationToken">Ends when the gateway stops.</param>
    ValueTask HandleAsync(GatewayEvent gatewayEvent, CancellationToken cancellationToken);
}

/// <summary>Tells handlers what was done.</summary>
internal sealed partial class GatewayEvents(IServiceProvider services, ILogger<GatewayEvents> logger) : BackgroundService
{
    private const int MostWaiting = 10_000;

    private readonly IGatewayEventHandler[] _handlers = [.. services.GetServices<IGatewayEventHandler>()];
    private readonly Channel<GatewayEvent> _queue = Channel.CreateBounded<GatewayEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>Tells of a call that the platform answered.</summary>
    public void Tell(GatewayRequest request, CallTrace trace, int status)
    {
        if (_handlers.Length == 0 || MakeEvent(request, trace, status) is not { } gatewayEvent)
        {
            return;
        }

        if (!_queue.Writer.TryWrite(gatewayEvent))
        {
            LogDropped(logger);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var gatewayEvent in _queue.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (var handler in _handlers)
            {
                try
                {
                    await handler.HandleAsync(gatewayEvent, stoppingToken).ConfigureAwait(false);
                }
                catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(logger, handler.GetType().Name, error.GetType().Name);
                }
            }
        }
    }

    private static GatewayEvent? MakeEvent(GatewayRequest request, CallTrace trace, int status)
    {
        var type = trace.ResourceType ?? "";
        return trace.Route?.Kind switch
        {
            null or FhirRouteKind.SearchType or FhirRouteKind.SearchCompartment or FhirRouteKind.SearchSystem => new FhirSearched(request.RequestId, request.Platform, type, status),
            FhirRouteKind.Read or FhirRouteKind.VRead or FhirRouteKind.HistoryInstance or FhirRouteKind.HistoryType or FhirRouteKind.HistorySystem
                => new FhirRead(request.RequestId, request.Platform, type, status),
            FhirRouteKind.Create => new FhirCreated(request.RequestId, request.Platform, type, status),
            FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate or FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch
                => new FhirUpdated(request.RequestId, request.Platform, type, status),
            FhirRouteKind.Delete or FhirRouteKind.ConditionalDelete => new FhirDeleted(request.RequestId, request.Platform, type, status),
            FhirRouteKind.Operation => new FhirOperationCalled(request.RequestId, request.Platform, type, status, trace.Operation ?? ""),
            FhirRouteKind.Batch => new FhirOperationCalled(request.RequestId, request.Platform, type, status, "batch"),
            _ => null,
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "Events come faster than they are handled: one was dropped.")]
    private static partial void LogDropped(ILogger logger);

    [LoggerMessage(2, LogLevel.Error, "The event handler {Handler} failed: {Error}.")]
    private static partial void LogFailed(ILogger logger, string handler, string error);
}
