namespace FhirTyped.Sandbox;

/// <summary>One request as the sandbox sees it: of HTTP, or of an entry of a batch.</summary>
internal sealed record SandboxMessage
{
    /// <summary>The HTTP method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The address below the base address as it was sent.</summary>
    public required string Url { get; init; }

    /// <summary>The path of the address, still encoded, without a slash at its ends.</summary>
    public string Path => Url.Split('?', 2)[0].Trim('/');

    /// <summary>What follows the question mark, still encoded.</summary>
    public string Query => Url.Split('?', 2) is [_, var query] ? query : "";

    /// <summary>What its sender may do.</summary>
    public required Access Access { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The media type of the body without parameters, in lower case; empty where there is none.</summary>
    public string ContentType { get; init; } = "";

    public string? Accept { get; init; }

    /// <summary>What is wrong with the body, where it is in another format than JSON and cannot be read; else null.</summary>
    public RefusedException? UnreadableBody { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public string? IfModifiedSince { get; init; }

    public string? IfNoneExist { get; init; }

    public Preferences Preferences { get; init; } = Preferences.None;

    /// <summary>The writes of the transaction that the request is an entry of, or null.</summary>
    public StoreDraft? Draft { get; init; }

    /// <summary>The id that a creation gives, where it is already decided; else null.</summary>
    public string? NewId { get; init; }

    /// <summary>What the criteria of the request led to, where that is already decided; else null.</summary>
    public IReadOnlyList<ResourceVersion>? Matches { get; init; }

    /// <summary>Whether the request is an entry of a batch or transaction.</summary>
    public bool IsEntry { get; init; }
}
