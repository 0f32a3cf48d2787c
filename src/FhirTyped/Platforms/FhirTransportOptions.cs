using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace FhirTyped;

/// <summary>The connections to a server. They are of the client's own HTTP handler: a handler or <see cref="HttpClient"/> that a program brings itself has its own settings.</summary>
/// <remarks>
/// The handler follows no redirect, keeps no cookie, and unpacks gzip, deflate and brotli; <see cref="FhirPlatformOptions.MaximumResponseBytes"/> counts what comes out.
/// Addresses that a server gave (links to further pages) are not connected to where they lead into a private network, unless the server itself is there.
/// </remarks>
public sealed class FhirTransportOptions
{
    /// <summary>How many connections there may be at one time.</summary>
    /// <value>By default null: as many as there are requests.</value>
    public int? MaxConnections { get; set; }

    /// <summary>How long a connection is used before it is replaced, so that a change of address is noticed.</summary>
    /// <value>By default 5 minutes.</value>
    public TimeSpan PooledConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a connection is kept that nobody uses.</summary>
    /// <value>By default 1 minute.</value>
    public TimeSpan PooledConnectionIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long connecting may take.</summary>
    /// <value>By default 15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long a ping is sent over an HTTP/2 connection that is quiet.</summary>
    /// <value>By default never: <see cref="Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan KeepAlivePingDelay { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>The HTTP version that is asked for: 1.1 or 2.0. Where the server has none so high, a lower one is taken.</summary>
    /// <value>By default 1.1.</value>
    public Version HttpVersion { get; set; } = System.Net.HttpVersion.Version11;

    /// <summary>Header fields of every request, beside those of the platform's file (<c>client_headers</c>). Fields that frame a request are refused.</summary>
    public IDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives the certificates by which the client proves who it is (mutual TLS), each with its private key. It is asked once for each pool of connections.</summary>
    /// <value>By default null: none.</value>
    public Func<X509Certificate2Collection>? ClientCertificates { get; set; }

    /// <summary>Gives the authorities that may have signed the server's certificate, in place of those of the operating system.</summary>
    /// <value>By default null: those of the operating system.</value>
    public Func<X509Certificate2Collection>? CertificateAuthorities { get; set; }

    /// <summary>The proxy.</summary>
    /// <value>By default null: that of the operating system or the environment.</value>
    public IWebProxy? Proxy { get; set; }

    /// <summary>Whether there may be a proxy.</summary>
    /// <value>By default true.</value>
    public bool UseProxy { get; set; } = true;

    /// <summary>A copy that shares nothing that can be changed.</summary>
    internal FhirTransportOptions Clone()
    {
        var copy = (FhirTransportOptions)MemberwiseClone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        return copy;
    }

    /// <summary>What is wrong with the options.</summary>
    internal void FindProblems(List<string> problems)
    {
        const string Name = nameof(FhirPlatformOptions) + "." + nameof(FhirPlatformOptions.Transport) + ".";
        if (MaxConnections < 1)
        {
            problems.Add($"{Name}{nameof(MaxConnections)} is {MaxConnections}, and must be 1 or more.");
        }

        if (HttpVersion is null || (HttpVersion != System.Net.HttpVersion.Version11 && HttpVersion != System.Net.HttpVersion.Version20))
        {
            problems.Add($"{Name}{nameof(HttpVersion)} is neither 1.1 nor 2.0.");
        }

        Positive(nameof(PooledConnectionLifetime), PooledConnectionLifetime);
        Positive(nameof(PooledConnectionIdleTimeout), PooledConnectionIdleTimeout);
        Positive(nameof(ConnectTimeout), ConnectTimeout);
        Positive(nameof(KeepAlivePingDelay), KeepAlivePingDelay);
        void Positive(string name, TimeSpan value)
        {
            if (value <= TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
            {
                problems.Add($"{Name}{name} is {value:c}, and must be more than nothing, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}.");
            }
        }
    }
}
