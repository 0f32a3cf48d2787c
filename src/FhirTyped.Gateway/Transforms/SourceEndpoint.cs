using System.Net;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>What transforms and aggregates have in common: who asks, of which sources, and how what goes wrong is told.</summary>
internal abstract partial class SourceEndpoint(ICallerReader callers, GatewayPipeline pipeline, PageHandles pages, GatewayPlatforms platforms, GatewayAddress address, ILogger logger)
{
    /// <summary>The gateway's address.</summary>
    protected GatewayAddress Address => address;

    /// <summary>The platforms.</summary>
    protected GatewayPlatforms Platforms => platforms;

    /// <summary>Runs a handler, and writes what it gives.</summary>
    protected async Task RunAsync(HttpContext context, Func<GatewayCaller, CancellationToken, Task<Resource>> run)
    {
        var cancellationToken = context.RequestAborted;
        GatewayProblem problem;
        try
        {
            var caller = await callers.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            OriginCheck.ThrowIfForged(context, caller, address);
            var resource = await run(caller, cancellationToken).ConfigureAwait(false);
            await WriteAsync(context.Response, 200, resource, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (FhirSourceException error)
        {
            if (error.InnerException is GatewayProblem inner)
            {
                problem = inner;
            }
            else
            {
                await WriteAsync(context.Response, (int)error.StatusCode, error.Outcome ?? OperationOutcome.Of(IssueSeverity.Error, IssueType.Exception, error.Message), cancellationToken).ConfigureAwait(false);
                return;
            }
        }
        catch (GatewayProblem error)
        {
            problem = error;
        }
        catch (CallerRefusedException refused)
        {
            problem = GatewayProblems.Of(refused);
        }
        catch (StoreUnavailableException)
        {
            problem = new GatewayProblem(HttpStatusCode.ServiceUnavailable, "transient", "The gateway cannot reach one of its stores.");
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // A handler's message may hold what it has read.
            LogFailed(logger, context.TraceIdentifier, error.GetType().Name);
            problem = new GatewayProblem(HttpStatusCode.InternalServerError, "exception", "The handler failed; the gateway's log says of which kind, by the id of the request.");
        }

        await OutcomeWriter.WriteAsync(context.Response, problem, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The sources for one request.</summary>
    protected FhirSources NewSources(HttpContext context, GatewayCaller caller, string? current) => new(pipeline, pages, platforms, context, caller, current);

    /// <summary>One of the sources, by its name.</summary>
    /// <exception cref="GatewayProblem">There is none.</exception>
    protected string Known(string source) => platforms.Find(source)?.Id
        ?? throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "A source of the address is none of the gateway's: " + address.At("/api/platforms") + " lists them.", "address");

    private static async Task WriteAsync(HttpResponse response, int status, Resource resource, CancellationToken cancellationToken)
    {
        var body = FhirJson.ToUtf8Bytes(resource);
        response.StatusCode = status;
        response.ContentType = "application/fhir+json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(1, LogLevel.Error, "The handler of request {RequestId} failed: {Error}.")]
    private static partial void LogFailed(ILogger logger, string requestId, string error);
}
