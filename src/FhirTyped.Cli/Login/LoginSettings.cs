using System.CommandLine;
using FhirTyped.Auth;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;
using Microsoft.Extensions.Options;

namespace FhirTyped.Cli.Login;

/// <summary>What the commands of a login share.</summary>
internal static class LoginSettings
{
    public static Option<string?> Folder() => new("--logins") { Description = "The folder in which logins are kept; by default one of the user's own." };

    public static Option<string?> Platforms() => new("--platforms") { Description = "A folder of platform files, beside the built-in ones." };

    public static Argument<string> Platform() => new("platform") { Description = "The platform's id." };

    /// <summary>Finds a platform.</summary>
    public static PlatformDescriptor Find(string id, string? folder)
    {
        var catalog = PlatformCatalog.Load(folder);
        Output.WriteIssues(catalog.IssuesOf(id));
        return new PlatformDescriptor(catalog.Get(id));
    }

    /// <summary>The launch by which a login was made.</summary>
    public static SmartLaunch LaunchOf(SavedLogin login, PlatformDescriptor platform) => new(
        new SmartLaunchOptions
        {
            ClientId = login.ClientId,
            ClientSecretFile = login.ClientSecretFile,
            Scopes = { "launch/patient" },

            // Refresh and revocation need none.
            RedirectUri = new Uri("http://127.0.0.1/callback"),
        },
        login.Tokens!.BaseUrl,
        platform);

    /// <summary>Runs a command's work; what the server or the options refuse becomes one line as well.</summary>
    public static Task<int> RunAsync(Func<Task<int>> work) => Output.RunAsync(async () =>
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is FhirException or ArgumentException)
        {
            throw new CliException(error.Message.Split(" (Parameter", 2)[0]);
        }
        catch (OptionsValidationException error)
        {
            throw new CliException(string.Join(" ", error.Failures));
        }
    });
}
