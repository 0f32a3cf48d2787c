using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>Says what is wrong with the options of a gateway, all of it at once, and names each place.</summary>
internal sealed class GatewayOptionsCheck(IHostEnvironment environment) : IValidateOptions<FhirGatewayOptions>
{
    private const int LongestId = 64;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FhirGatewayOptions options)
    {
        var problems = new List<string>();
        CheckAddress(options, problems);
        CheckLogin(options.Callers, problems);
        foreach (var (id, platform) in options.Platforms)
        {
            CheckPlatform(id, platform, problems);
        }

        var limits = options.Limits;
        CheckPositive(limits.RequestsPerMinute, "Limits:RequestsPerMinute", problems);
        CheckPositive(limits.AnonymousRequestsPerMinute, "Limits:AnonymousRequestsPerMinute", problems);
        CheckPositive(limits.PatientsPerHour, "Limits:PatientsPerHour", problems);
        CheckPositive(limits.MaximumRequestBytes, "Limits:MaximumRequestBytes", problems);
        CheckPositive(limits.MaximumBufferedBytes, "Limits:MaximumBufferedBytes", problems);
        CheckPositive(limits.PageLifetime.Ticks, "Limits:PageLifetime", problems);
        CheckPositive(options.Audit.QueueLength, "Audit:QueueLength", problems);
        CheckPositive(options.Sessions.IdleTimeout.Ticks, "Sessions:IdleTimeout", problems);
        CheckPositive(options.Sessions.MaximumLifetime.Ticks, "Sessions:MaximumLifetime", problems);
        foreach (var network in options.TrustedProxies.Where(static network => !IPNetwork.TryParse(network, out _)))
        {
            problems.Add(Place("TrustedProxies") + $"'{network}' is no network: 10.0.0.0/8, for example.");
        }

        if (options.Callers.Authority is { } authority && (!authority.IsAbsoluteUri || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)))
        {
            problems.Add(Place("Callers:Authority") + "it must be absolute, and https but for loopback.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckLogin(GatewayCallerOptions callers, List<string> problems)
    {
        if (callers.Login is not { } login)
        {
            return;
        }

        if (callers.Authority is null)
        {
            problems.Add(Place("Callers:Login") + "people log in at an identity provider: Callers:Authority is missing.");
        }

        if (login.ClientId.Length == 0)
        {
            problems.Add(Place("Callers:Login:ClientId") + "it is empty.");
        }

        if (login.ClientSecret is not null && login.ClientSecretFile is not null)
        {
            problems.Add(Place("Callers:Login") + "of ClientSecret and ClientSecretFile there can be one.");
        }

        if (login.Scopes.Count > 0 && !login.Scopes.Contains("openid"))
        {
            problems.Add(Place("Callers:Login:Scopes") + "openid is missing.");
        }
    }

    private void CheckAddress(FhirGatewayOptions options, List<string> problems)
    {
        if (options.PublicUrl is not { } url)
        {
            if (!environment.IsDevelopment())
            {
                problems.Add(Place("PublicUrl") + "it is needed outside development: the address by which browsers reach the gateway.");
            }
        }
        else if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback) || url.AbsolutePath != "/" || url.Query.Length > 0 || url.UserInfo.Length > 0)
        {
            problems.Add(Place("PublicUrl") + "it must be absolute, https but for loopback, and have no path, query or user.");
        }
    }

    private static void CheckPlatform(string id, GatewayPlatformOptions platform, List<string> problems)
    {
        if (id.Length is 0 or > LongestId || !id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.') || !char.IsAsciiLetterOrDigit(id[0]))
        {
            problems.Add(Place("Platforms") + $"the name of a platform has 1 to {LongestId} small letters, digits, hyphens, dots and underscores, and begins with a letter or digit.");
        }

        var ways = new[] { platform.Connection is not null, platform.IsOpen }.Count(static one => one);
        if (ways > 1)
        {
            problems.Add(Place("Platforms:" + id) + "of Connection and IsOpen there can be one.");
        }

        if (platform.Connection is not null && platform.BaseUrl is not null)
        {
            problems.Add(Place("Platforms:" + id) + "the address stands in Connection already: leave BaseUrl out.");
        }

        if (platform.Launch is { ClientId.Length: 0 })
        {
            problems.Add(Place("Platforms:" + id + ":Launch") + "ClientId is empty.");
        }

        if (platform.AllowAnonymous && platform is { Connection: null, IsOpen: false, Configure: null })
        {
            problems.Add(Place("Platforms:" + id) + "AllowAnonymous is set, and there is no way that callers share: Connection, or IsOpen.");
        }

        CheckPositive(platform.RequestTimeout.Ticks, "Platforms:" + id + ":RequestTimeout", problems);
    }

    private static void CheckPositive(long value, string place, List<string> problems)
    {
        if (value <= 0)
        {
            problems.Add(Place(place) + "it must be more than nothing.");
        }
    }

    private static string Place(string place) => FhirGatewayOptions.SectionName + ":" + place + ": ";
}
