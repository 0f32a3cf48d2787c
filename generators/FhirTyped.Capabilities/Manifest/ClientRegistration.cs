namespace FhirTyped.Capabilities;

/// <summary>What this application asks of a platform's authorization server; what is not said is empty.</summary>
public sealed record ClientRegistration
{
    /// <summary>The scopes that it asks for.</summary>
    public EquatableArray<string> Scopes { get; init; }

    /// <summary>How it proves who it is to the token endpoint, for example <c>private_key_jwt</c>.</summary>
    public string Authentication { get; init; } = "";
}
