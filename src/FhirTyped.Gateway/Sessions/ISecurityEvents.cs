namespace FhirTyped.Gateway;

/// <summary>What a security officer wants to hear of, whether or not a request followed from it.</summary>
internal enum SecurityEventKind
{
    /// <summary>Somebody connected to a platform.</summary>
    Connected,

    /// <summary>Somebody logged in at the gateway itself.</summary>
    LoggedIn,

    /// <summary>Somebody ended a connection.</summary>
    Disconnected,

    /// <summary>Somebody ended a whole session.</summary>
    SessionEnded,

    /// <summary>A stored connection does not open: it was moved or changed, or its key is gone.</summary>
    ConnectionNotOpened,

    /// <summary>A bearer token is refused.</summary>
    TokenRefused,

    /// <summary>A callback names a login that is not under way, or no longer.</summary>
    LoginUnknown,

    /// <summary>A callback came from another browser than the one in which the login was begun.</summary>
    LoginOfAnotherBrowser,

    /// <summary>A callback was refused: by the server, or because it is not its answer to this login.</summary>
    LoginRefused,

    /// <summary>A launch came from a server that is not configured.</summary>
    LaunchFromUnknownServer,

    /// <summary>A request that changes something came from a page of another origin.</summary>
    ForeignOrigin,

    /// <summary>One network address sent too many callbacks.</summary>
    TooManyCallbacks,
}

/// <summary>Takes what a security officer wants to hear of.</summary>
internal interface ISecurityEvents
{
    /// <summary>Takes an event. It is quick, and throws nothing.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="caller">Who it was about, or null where nobody knows.</param>
    /// <param name="platform">The platform's id, or null.</param>
    void Report(SecurityEventKind kind, GatewayCaller? caller, string? platform);
}
