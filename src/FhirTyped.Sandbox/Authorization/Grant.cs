namespace FhirTyped.Sandbox;

/// <summary>What a client was permitted, and in which context.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Scope">The granted scopes, separated by spaces.</param>
/// <param name="Launch">The context; one of a backend service is empty.</param>
/// <param name="Access">What the scopes permit of the store.</param>
/// <param name="Family">All tokens that come of the same login.</param>
internal sealed record Grant(string ClientId, string Scope, SandboxLaunch Launch, Access Access, TokenFamily Family)
{
    /// <summary>The <c>nonce</c> of the authorization request, or null.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether a scope was granted, by its exact text.</summary>
    public bool Has(string scope) => Scope.Split(' ').Contains(scope, StringComparer.Ordinal);

    /// <summary>The user as a relative reference; null for a backend service.</summary>
    public string? User => Launch.User ?? (Launch.PatientId is { } patient ? "Patient/" + patient : null);
}
