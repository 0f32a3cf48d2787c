namespace FhirTyped.Sandbox;

/// <summary>How a sandbox serves.</summary>
public sealed class FhirSandboxOptions
{
    /// <summary>The largest body of a request, in bytes; a larger one is answered with 413.</summary>
    /// <value>The default is 16 MiB.</value>
    public int MaximumRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The port on the loopback address.</summary>
    /// <value>The default is 0: a free one, which <see cref="FhirSandbox.BaseUrl"/> tells.</value>
    public int Port { get; set; }

    /// <summary>How long a <c>next</c> link can be followed.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan PageLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long every answer is held back, to try out slow servers and timeouts.</summary>
    /// <value>The default is none.</value>
    public TimeSpan Latency { get; set; } = TimeSpan.Zero;

    /// <summary>How long an export (<c>$export</c>) runs, by the sandbox's clock. While it runs, a further one of the same client and target is refused with 429.</summary>
    /// <value>The default is none: it is done when it is first asked for.</value>
    public TimeSpan ExportDuration { get; set; } = TimeSpan.Zero;

    /// <summary>How long the links of an export's files hold; then they are refused with 403, and the export's state gives new ones.</summary>
    /// <value>The default is 1 hour.</value>
    public TimeSpan ExportLinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many resources a file of an export has at most; 1 or more.</summary>
    /// <value>The default is 10,000.</value>
    public int ExportFileResources { get; set; } = 10_000;

    /// <summary>
    /// Whether the sandbox carries out what the platform neither declares nor contradicts. Where it does not, such parameters are left
    /// out of a search, and such requests are refused, as on the most cautious server.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AnswersUndeclared { get; set; } = true;

    /// <summary>
    /// The names, beside those of the loopback address (<c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c>), by which the sandbox may be
    /// addressed, without a port. A request whose header <c>Host</c> has another one is answered with 421: a page of the web that has made
    /// its own name lead to this machine (DNS rebinding) would else read what is stored.
    /// </summary>
    /// <value>The default is none.</value>
    public ISet<string> AllowedHosts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Formats that it reads and writes beside JSON, for whoever asks for them (<c>Accept</c>, <c>Content-Type</c>, <c>_format</c>): <c>Formats = { FhirXml.Format }</c>, of the
    /// package FhirTyped.Firely. Other formats are answered with 406 and 415.
    /// </summary>
    /// <value>The default is none.</value>
    public IList<IFhirFormat> Formats { get; } = [];

    /// <summary>Makes the sandbox issue tokens as the platform's authorization server does, and ask for them.</summary>
    /// <value>The default is null: no token is needed.</value>
    public SandboxAuthorization? Authorization { get; set; }

    /// <summary>The clock of <c>meta.lastUpdated</c>, of expiring pages and tokens and of <see cref="Latency"/>.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
