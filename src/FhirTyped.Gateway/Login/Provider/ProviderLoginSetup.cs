using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FhirTyped.Gateway;

/// <summary>Sets ASP.NET Core's handler up by the gateway's options.</summary>
internal sealed class ProviderLoginSetup(IOptions<FhirGatewayOptions> options, IServiceProvider services) : IConfigureNamedOptions<OpenIdConnectOptions>
{

    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Configure(OpenIdConnectOptions handler)
    {
        // Other schemes are not ours.
    }

    /// <inheritdoc/>
    public void Configure(string? name, OpenIdConnectOptions handler)
    {
        if (name != ProviderLogin.Scheme || options.Value.Callers is not { Authority: { } authority, Login: { } login })
        {
            return;
        }

        handler.Authority = authority.AbsoluteUri.TrimEnd('/');
        handler.RequireHttpsMetadata = !authority.IsLoopback;
        handler.ClientId = login.ClientId;
        handler.ClientSecret = login.ClientSecretFile is { } file ? File.ReadAllText(file).Trim() : login.ClientSecret;
        handler.ResponseType = OpenIdConnectResponseType.Code;
        handler.ResponseMode = OpenIdConnectResponseMode.Query;
        handler.UsePkce = true;
        handler.CallbackPath = ProviderLogin.CallbackPath;
        handler.SignInScheme = ProviderLogin.NoSignIn;
        handler.SaveTokens = false;
        handler.GetClaimsFromUserInfoEndpoint = false;
        handler.MapInboundClaims = false;
        handler.DisableTelemetry = true;
        handler.Scope.Clear();
        foreach (var scope in login.Scopes.Count > 0 ? login.Scopes : ["openid"])
        {
            handler.Scope.Add(scope);
        }

        // An identity provider sends nobody on from its endpoints.
        handler.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        handler.BackchannelTimeout = LongestFetch;
        handler.MaxAge = null;
        handler.Events.OnTicketReceived = context => services.GetRequiredService<ProviderLogin>().CompleteAsync(context);
        handler.Events.OnRemoteFailure = context => services.GetRequiredService<ProviderLogin>().FailAsync(context);
        foreach (var builder in new[] { handler.CorrelationCookie, handler.NonceCookie })
        {
            // They come back by a redirect, not by a form of another site.
            builder.SameSite = SameSiteMode.Lax;
            builder.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}
