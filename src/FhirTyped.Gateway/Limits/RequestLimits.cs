using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>How many requests a caller may make. What tells callers apart is what was verified of them, and else their network address: never what they chose themselves.</summary>
internal sealed class RequestLimits : IDisposable
{
    private const int SegmentsPerMinute = 6;

    private readonly PartitionedRateLimiter<(GatewayCaller Caller, IPAddress? Address)> _limiter;

    public RequestLimits(IOptions<FhirGatewayOptions> options)
    {
        var limits = options.Value.Limits;
        _limiter = PartitionedRateLimiter.Create<(GatewayCaller Caller, IPAddress? Address), string>(request =>
        {
            var isKnown = request.Caller.IsVerified || request.Caller.SessionId is not null;
            return RateLimitPartition.GetSlidingWindowLimiter(
                KeyOf(request.Caller, request.Address),
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = isKnown ? limits.RequestsPerMinute : limits.AnonymousRequestsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = SegmentsPerMinute,
                    QueueLimit = 0,
                });
        });
    }

    /// <summary>Counts a request.</summary>
    /// <returns>Null where it may be made; else how long to wait.</returns>
    public TimeSpan? TryCount(GatewayCaller caller, IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire((caller, address));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after
            : TimeSpan.FromSeconds(60.0 / SegmentsPerMinute);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    /// <summary>By what requests are counted together.</summary>
    internal static string KeyOf(GatewayCaller caller, IPAddress? address) =>
        caller.IsVerified ? "s" + caller.Subject + "\0" + caller.ClientId
        : (caller.SessionId is null ? "n" : "a") + CallerNetwork.Of(address);
}
