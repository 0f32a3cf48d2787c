using System.Text;

namespace FhirTyped;

/// <summary>
/// How a client proves to a server who it is. It is asked for each request to the server's own origin, and for none to another; so a credential that has to
/// be fetched is kept by whoever derives from this, one for however many callers.
/// </summary>
/// <remarks>Thread-safe. <see cref="ToString"/> gives the kind, and never a secret.</remarks>
public abstract class FhirCredential
{
    /// <summary>No authorization at all.</summary>
    public static FhirCredential None { get; } = new FixedCredential("none", null);

    /// <summary>The kind, for messages: <c>basic</c>, <c>token</c>, <c>client_credentials</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>A bearer token that stays the same (RFC 6750).</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">It is empty, or holds what no token can: a space or a line break, for example.</exception>
    public static FhirCredential Token(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        return token.Any(static c => c is <= ' ' or > '~')
            ? throw new ArgumentException("A token has no spaces, control characters or letters beyond ASCII.", nameof(token))
            : new FixedCredential("token", new FhirAuthorization("Bearer", token));
    }

    /// <summary>A name and a password (RFC 7617), in UTF-8.</summary>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password; it may be empty.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon, or one of them has a control character.</exception>
    public static FhirCredential Basic(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentNullException.ThrowIfNull(password);
        return userName.Contains(':', StringComparison.Ordinal) ? throw new ArgumentException("The name of Basic authentication has no colon.", nameof(userName))
            : userName.Any(char.IsControl) || password.Any(char.IsControl) ? throw new ArgumentException("Name and password have no control characters.", nameof(userName))
            : new FixedCredential("basic", new FhirAuthorization("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + password))));
    }

    /// <summary>What the next request to a server carries.</summary>
    /// <param name="baseUrl">The server's base address; it ends with a slash.</param>
    /// <param name="cancellationToken">Cancels it for this caller.</param>
    /// <returns>The authorization, or null for a request without one.</returns>
    public abstract ValueTask<FhirAuthorization?> GetAsync(Uri baseUrl, CancellationToken cancellationToken = default);

    /// <summary>Tells that the server refused an authorization (401), so that it is given to nobody else.</summary>
    /// <param name="baseUrl">The server's base address; it ends with a slash.</param>
    /// <param name="refused">What <see cref="GetAsync"/> gave.</param>
    /// <param name="cancellationToken">Cancels it for this caller.</param>
    /// <returns>Whether another one may be had, so that the request is sent once more. By default false.</returns>
    public virtual ValueTask<bool> InvalidateAsync(Uri baseUrl, FhirAuthorization refused, CancellationToken cancellationToken = default) => ValueTask.FromResult(false);

    /// <summary>The kind.</summary>
    public sealed override string ToString() => Kind;
}
