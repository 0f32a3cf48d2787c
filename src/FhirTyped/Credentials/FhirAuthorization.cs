using System.Diagnostics;
using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What a request carries in its <c>Authorization</c> field (RFC 9110 section 11.6.2), and what is known of it.</summary>
/// <remarks>Immutable. <see cref="ToString"/> and the debugger show the scheme alone.</remarks>
[DebuggerDisplay("{Scheme,nq}")]
public sealed class FhirAuthorization
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    private IReadOnlyList<SmartScope>? _grantedScopes;

    /// <summary>Makes it.</summary>
    /// <param name="scheme">The scheme, for example <c>Bearer</c>.</param>
    /// <param name="parameter">What follows the scheme: a token, or encoded name and password.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public FhirAuthorization(string scheme, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scheme);
        ArgumentException.ThrowIfNullOrWhiteSpace(parameter);
        Scheme = scheme;
        _value = scheme + " " + parameter;
    }

    /// <summary>The scheme, for example <c>Bearer</c> (RFC 6750) or <c>Basic</c> (RFC 7617).</summary>
    public string Scheme { get; }

    /// <summary>The scopes that were granted, separated by spaces (RFC 6749 section 3.3); null where the server did not say.</summary>
    public string? Scope { get; init; }

    /// <summary>Those of the granted scopes that are about clinical data; read once.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal IReadOnlyList<SmartScope> GrantedScopes => _grantedScopes ??= SmartScope.ParseAll(Scope);

    /// <summary>When it ends; null where that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The value of the field. A method, so that nothing that walks properties writes it down.</summary>
    /// <returns>The scheme, a space, and what follows.</returns>
    public string ToHeaderValue() => _value;

    /// <summary>The scheme: what follows it is a secret.</summary>
    public override string ToString() => Scheme;
}
