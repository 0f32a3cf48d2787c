namespace FhirTyped;

/// <summary>Whose credential a request carries.</summary>
internal enum FhirRequestAuthority
{
    /// <summary>The client's, where the address is of the server's own origin; else none.</summary>
    OwnOrigin,

    /// <summary>None: the address itself permits what it leads to. Beyond the server's own origin it carries no header field of the options or the platform either.</summary>
    None,

    /// <summary>The client's, since the program has declared the address's host as the server's.</summary>
    Declared,
}
