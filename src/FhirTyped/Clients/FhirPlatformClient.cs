using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// The base of the generated platform classes. Every request first asks the platform's judge; what it calls unsupported is
/// never sent.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public abstract partial class FhirPlatformClient : IFhirPlatformClient
{
    private readonly OperationCaller _operations;
    private readonly ResourceReader _reader;
    private readonly ResourceWriter _writer;

    /// <summary>Makes the client. Generated code calls it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="platform">The platform.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    protected FhirPlatformClient(FhirPlatformContext context, PlatformDescriptor platform)
        : this(new ServerExchange(context ?? throw new ArgumentNullException(nameof(context)), platform ?? throw new ArgumentNullException(nameof(platform))))
    {
    }

    /// <summary>Makes a client over the exchange of another.</summary>
    private protected FhirPlatformClient(FhirPlatformClient client)
        : this((client ?? throw new ArgumentNullException(nameof(client))).Exchange)
    {
    }

    private FhirPlatformClient(ServerExchange exchange)
    {
        Exchange = exchange;
        Raw = new FhirExchange(exchange, this);
        _operations = new OperationCaller(exchange);
        _reader = new ResourceReader(exchange);
        _writer = new ResourceWriter(exchange, _reader);
    }

    /// <inheritdoc/>
    public PlatformDescriptor Platform => Exchange.Platform;

    /// <summary>The server's base address; it ends with a slash.</summary>
    public Uri BaseUrl => Exchange.BaseUrl;

    /// <inheritdoc/>
    public FhirPoolStatus GetPoolStatus() => new(
        Exchange.Connections?.Open, Exchange.Options.Transport?.MaxConnections, Exchange.Pipeline.UnderWay, Exchange.Pipeline.Limiter?.Waiting ?? 0, Exchange.Pipeline.IsOpen);

    FhirExchange IFhirPlatformClient.Exchange => Raw;

    internal ServerExchange Exchange { get; }

    private FhirExchange Raw { get; }
}
