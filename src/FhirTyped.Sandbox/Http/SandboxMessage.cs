namespace FhirTyped.Sandbox;

/// <summary>One request as the sandbox sees it: of HTTP, or of an entry of a batch.</summary>
internal sealed record SandboxMessage
{
    /// <summary>The HTTP method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The parts of the path below the base address, decoded.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>What follows the question mark, still encoded.</summary>
    public string Query { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The media type of the body without parameters, in lower case; empty where there is none.</summary>
    public string ContentType { get; init; } = "";

    public string? Accept { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public string? IfModifiedSince { get; init; }

    public string? IfNoneExist { get; init; }

    public Preferences Preferences { get; init; } = Preferences.None;

    /// <summary>The writes of the transaction that the request is an entry of, or null.</summary>
    public StoreDraft? Draft { get; init; }

    /// <summary>The id that a creation gives, where it is already decided; else null.</summary>
    public string? NewId { get; init; }

    /// <summary>Whether the request is an entry of a batch or transaction.</summary>
    public bool IsEntry { get; init; }

    /// <summary>The path in the form that the judge reads.</summary>
    public string RelativeUrl => string.Join('/', Path) + (Query.Length > 0 ? "?" + Query : "");
}
