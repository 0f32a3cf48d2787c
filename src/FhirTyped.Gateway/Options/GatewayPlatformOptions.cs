using System.Text.Json.Serialization;

namespace FhirTyped.Gateway;

/// <summary>One server behind the gateway.</summary>
public sealed class GatewayPlatformOptions
{
    /// <summary>The platform that the server is, by its id: <c>epic</c>.</summary>
    /// <value>By default null: the name under which these options stand.</value>
    public string? Platform { get; set; }

    /// <summary>The name that people read.</summary>
    /// <value>By default null: the platform's.</value>
    public string? DisplayName { get; set; }

    /// <summary>The server's base address.</summary>
    /// <value>By default null: that of <see cref="Connection"/>, or else the platform's own.</value>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The gateway's own way to the server, which all callers share who may use it: <c>fhir://host/path?client_id=…</c> (<see cref="Auth.FhirConnection"/>). A secret.
    /// </summary>
    /// <value>By default null: callers connect themselves, by <see cref="Launch"/>; or, with <see cref="IsOpen"/>, nobody has to.</value>
    [JsonIgnore]
    public string? Connection { get; set; }

    /// <summary>How people log in at the server, each for himself.</summary>
    /// <value>By default null: nobody can.</value>
    public GatewayLaunchOptions? Launch { get; set; }

    /// <summary>Whether the server takes requests without any authorization.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether callers without an identity of their own may use <see cref="Connection"/>, or an open server. For development, and for servers that hold nothing of patients.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Whether nothing may be written there, whoever asks.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>What happens where nothing says that the platform supports a request, and nothing contradicts it.</summary>
    /// <value>By default <see cref="UndeclaredHandling.Send"/>.</value>
    public UndeclaredHandling Undeclared { get; set; } = UndeclaredHandling.Send;

    /// <summary>How long one try of a request may take.</summary>
    /// <value>By default 30 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Further hosts to which links to the next page may lead (<see cref="FhirPlatformOptions.PagingHosts"/>).</summary>
    public IList<string> PagingHosts { get; } = [];

    /// <summary>Adjusts the client's options further, in code.</summary>
    [JsonIgnore]
    public Action<FhirPlatformOptions>? Configure { get; set; }

    /// <summary>The type alone: the rest may hold secrets.</summary>
    public override string ToString() => nameof(GatewayPlatformOptions);
}
