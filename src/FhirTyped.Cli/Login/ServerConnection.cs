using System.CommandLine;
using FhirTyped.Auth;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Login;

/// <summary>Where a command finds its server, and who it is there: a connection string, the environment, a login, or an address alone.</summary>
internal static class ServerConnection
{
    public static Option<string?> Connection() => new("--connection")
    {
        Description = "Server and credential as fhir://host/path?client_id=…&client_secret_path=…; without it those of the environment (FHIR_API_URL and what belongs to it), else of a login.",
    };

    public static Argument<string> Server() => new("platform|url") { Description = "The platform's id, or a server's base address." };

    public static Option<string?> BaseUrl() => new("--base-url") { Description = "The server's base address, without any credential." };

    /// <summary>Makes the client.</summary>
    /// <exception cref="CliException">The connection is none, or there are two.</exception>
    public static IFhirPlatformClient Open(PlatformDescriptor platform, string? connection, string? baseUrl, string? logins, Action<FhirPlatformOptions>? configure = null)
    {
        if (connection is not null && baseUrl is not null)
        {
            throw new CliException("--connection has the address: leave --base-url out.");
        }

        var (address, credential) = Find(platform, connection, baseUrl, logins);
        return FhirPlatform.Create(platform, options =>
        {
            options.BaseUrl = address;
            options.Credential = credential;
            configure?.Invoke(options);
        });
    }

    /// <summary>Makes the client of a platform by its id, or of a server by its address: what that says of itself is then all that is known of it, and no credential goes there.</summary>
    /// <exception cref="CliException">The connection is none, there are two, or the server says nothing that can be used.</exception>
    public static async Task<IFhirPlatformClient> OpenAsync(string place, string? platforms, string? connection, string? baseUrl, string? logins, CancellationToken cancellationToken, Action<FhirPlatformOptions>? configure = null)
    {
        if (!ServerPlatform.IsAddress(place))
        {
            return Open(LoginSettings.Find(place, platforms), connection, baseUrl, logins, configure);
        }

        return connection is null && baseUrl is null
            ? Open(await ServerPlatform.ReadAsync(place, cancellationToken), null, place, logins, configure)
            : throw new CliException("The address is there already: with --connection or --base-url, say the platform's id.");
    }

    private static (Uri? BaseUrl, FhirCredential? Credential) Find(PlatformDescriptor platform, string? connection, string? baseUrl, string? logins)
    {
        if (baseUrl is not null)
        {
            return (Uri.TryCreate(baseUrl, UriKind.Absolute, out var address) ? address : throw new CliException("--base-url is not absolute."), null);
        }

        try
        {
            if (connection is not null || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FHIR_API_URL")))
            {
                var found = connection is null ? FhirConnection.FromEnvironment() : FhirConnection.Parse(connection);
                return (found.BaseUrl, found.CreateCredential(platform));
            }
        }
        catch (FormatException problem)
        {
            throw new CliException(problem.Message);
        }

        if (!SavedLogin.IsThere(logins, platform.Id))
        {
            return (null, null);
        }

        var login = SavedLogin.Read(logins, platform.Id);
        return (login.Tokens!.BaseUrl, LoginSettings.LaunchOf(login, platform).CreateCredential(login.Tokens, login));
    }
}
