using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// The base of the generated platform classes. Every request first asks the platform's judge; what it calls unsupported is
/// never sent.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public abstract partial class FhirPlatformClient : IFhirPlatformClient
{
    private readonly FhirPlatformContext _context;
    private readonly ConflictRetry _conflicts;

    /// <summary>Makes the client. Generated code calls it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="platform">The platform.</param>
    /// <exception cref="InvalidOperationException">No base address is known, or it is neither https nor loopback.</exception>
    protected FhirPlatformClient(FhirPlatformContext context, PlatformDescriptor platform)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(platform);
        _context = context;
        Platform = platform;
        Connection = new FhirConnection(context, platform);
        _conflicts = new ConflictRetry(context.Options);
    }

    /// <summary>Makes a client over the connection of another.</summary>
    private protected FhirPlatformClient(FhirPlatformClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _context = client._context;
        Platform = client.Platform;
        Connection = client.Connection;
        _conflicts = client._conflicts;
    }

    /// <inheritdoc/>
    public PlatformDescriptor Platform { get; }

    /// <summary>The server's base address; it ends with a slash.</summary>
    public Uri BaseUrl => Connection.BaseUrl;

    internal FhirConnection Connection { get; }

    internal FhirPlatformOptions Options => _context.Options;

    /// <summary>Throws where the judge refuses.</summary>
    internal void Guard(CapabilityVerdict verdict, string request) => Guard(verdict.IsSupported ? [] : [verdict], request);

    /// <summary>Throws where the judge refuses.</summary>
    internal void Guard(IReadOnlyList<CapabilityVerdict> verdicts, string request)
    {
        var least = Options.Undeclared == UndeclaredHandling.Refuse ? CapabilitySupport.Undeclared : CapabilitySupport.Unsupported;
        List<CapabilityVerdict>? refused = null;
        foreach (var verdict in verdicts)
        {
            if (verdict.Support >= least)
            {
                (refused ??= []).Add(verdict);
            }
        }

        if (refused is not null)
        {
            FhirLog.Refused(_context.Logger, Platform.Id, request, string.Join(' ', refused.Select(static verdict => verdict.Id)));
            throw new FhirCapabilityException(Platform, refused);
        }
    }

    internal void TellMismatches(int count, string resourceType)
    {
        FhirLog.Mismatched(_context.Logger, Platform.Id, count, resourceType);
        FhirMetrics.Mismatched(count, Platform.Id, resourceType);
    }

    internal void TellDropped(int count, string resourceType)
    {
        FhirLog.Dropped(_context.Logger, Platform.Id, count, resourceType);
        FhirMetrics.Dropped(Platform.Id, resourceType);
    }

    internal void TellTruncated(string resourceType)
    {
        FhirLog.Truncated(_context.Logger, Platform.Id, resourceType);
        FhirMetrics.Truncated(Platform.Id, resourceType);
    }
}
