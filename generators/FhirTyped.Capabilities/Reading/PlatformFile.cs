namespace FhirTyped.Capabilities;

/// <summary>A platform file as it was written, before its parent and statement are known. Null is "not said".</summary>
internal sealed record PlatformFile
{
    /// <summary>The file's path.</summary>
    public required string Path { get; init; }

    /// <summary>The platform's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where the id stands.</summary>
    public TextPosition IdPosition { get; init; }

    /// <summary>The id of the platform that this one extends.</summary>
    public string? Extends { get; init; }

    /// <summary>Where <c>extends</c> stands.</summary>
    public TextPosition ExtendsPosition { get; init; }

    /// <summary><c>display_name</c>, or else <c>name</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The C# class name.</summary>
    public string? ClassName { get; init; }

    /// <summary>The kind of platform.</summary>
    public string? Type { get; init; }

    /// <summary>The base address.</summary>
    public string? FhirBaseUrl { get; init; }

    /// <summary>The sandbox's base address.</summary>
    public string? SandboxUrl { get; init; }

    /// <summary>Whether the file lets its addresses be <c>http://</c> although they are not the machine itself.</summary>
    public bool AllowsUnencrypted { get; init; }

    /// <summary>The path of the CapabilityStatement, relative to the file.</summary>
    public string? Statement { get; init; }

    /// <summary>Where <c>capability_statement</c> stands.</summary>
    public TextPosition StatementPosition { get; init; }

    /// <summary>How the statement is known.</summary>
    public StatementKind? StatementKind { get; init; }

    /// <summary>The implementation guides.</summary>
    public EquatableArray<string> ImplementationGuides { get; init; }

    /// <summary>The resource types that the file lists; empty is all.</summary>
    public EquatableArray<string> SupportedResources { get; init; }

    /// <summary>Whether <c>capabilities.patient_access</c> is true.</summary>
    public bool HasPatientAccess { get; init; }

    /// <summary>Whether <c>capabilities.provider_directory</c> is true.</summary>
    public bool HasProviderDirectory { get; init; }

    /// <summary>The day after which the facts want to be looked at again.</summary>
    public string? ReviewAfter { get; init; }

    /// <summary>The limits.</summary>
    public PlatformLimits? Limits { get; init; }

    /// <summary>The authorization facts.</summary>
    public PlatformOAuth? OAuth { get; init; }

    /// <summary>What this application asks of the authorization server.</summary>
    public ClientRegistration? Client { get; init; }

    /// <summary>Where each of its scopes stands.</summary>
    public EquatableArray<TextPosition> ScopePositions { get; init; }

    /// <summary>Where its <c>authentication</c> stands.</summary>
    public TextPosition AuthenticationPosition { get; init; }

    /// <summary>Headers for every request.</summary>
    public EquatableArray<PlatformHeader> ClientHeaders { get; init; }

    /// <summary>The rules with their places.</summary>
    public EquatableArray<PlacedRule> Rules { get; init; }
}
