using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace FhirTyped.Gateway;

/// <summary>A login under way.</summary>
/// <param name="Platform">The platform's id.</param>
/// <param name="Browser">Whose the browser's session is: the subject, which stays when the session's id changes, so that two logins can be under way in one browser.</param>
/// <param name="Person">The person for whom a program began it by a token; null where it is for the browser's session itself.</param>
/// <param name="Return">Where the browser goes afterwards, or null.</param>
/// <param name="Launch">What <see cref="Auth.PendingLogin.Serialize"/> wrote.</param>
internal sealed record PendingGatewayLogin(string Platform, string Browser, string? Person, string? Return, string Launch)
{
    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(PendingGatewayLogin);
}

/// <summary>Keeps logins under way, for all nodes: sealed, under a hash of their state, and for one callback.</summary>
internal sealed class PendingLogins(SealedOnce once)
{
    private const string Purpose = "login";

    // As SmartLaunchOptions.LoginTimeout, which counts where it is shorter.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>Keeps one.</summary>
    public async ValueTask PutAsync(string state, PendingGatewayLogin login, CancellationToken cancellationToken)
    {
        var key = KeyOf(state);
        if (!await once.PutAsync(key, Purpose, [key], login, PendingLoginJson.Default.PendingGatewayLogin, Life, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException("Two logins have the same state.");
        }
    }

    /// <summary>Takes one out; null where there is none, or none that opens. It is gone then.</summary>
    public ValueTask<PendingGatewayLogin?> TakeAsync(string state, CancellationToken cancellationToken)
    {
        var key = KeyOf(state);
        return once.TakeAsync(key, Purpose, [key], PendingLoginJson.Default.PendingGatewayLogin, cancellationToken);
    }

    private static string KeyOf(string state) => "login|" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
}

[JsonSerializable(typeof(PendingGatewayLogin))]
internal sealed partial class PendingLoginJson : JsonSerializerContext;
