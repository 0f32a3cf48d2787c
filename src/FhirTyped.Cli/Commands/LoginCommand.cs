using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using FhirTyped.Auth;
using FhirTyped.Cli.Login;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped login</c>: a user logs in at a server by the browser; the tokens stay in a file of the user's own.</summary>
internal static class LoginCommand
{
    private static readonly string[] UsualScopes = ["openid", "fhirUser", "launch/patient", "offline_access"];

    public static Command Create()
    {
        var id = LoginSettings.Platform();
        var client = new Option<string>("--client-id") { Description = "The id by which the server knows the program.", Required = true };
        var secret = new Option<string?>("--client-secret-file") { Description = "A file with the program's secret; without it, the program is a public client." };
        var baseUrl = new Option<string?>("--base-url") { Description = "The server's base address; by default the platform's own." };
        var scopes = new Option<string[]>("--scope") { Description = "A scope to ask for. May be given several times; by default those of the platform file, else openid, fhirUser, launch/patient and offline_access." };
        var port = new Option<int>("--port") { Description = "The loopback port of the redirect address http://127.0.0.1:<port>/callback; 0, the default, takes a free one.", DefaultValueFactory = _ => 0 };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Only print the address, and open no browser." };
        var (folder, platforms) = (LoginSettings.Folder(), LoginSettings.Platforms());
        var command = new Command("login", "Logs a user in at a server by the browser (SMART standalone launch). The first line that is written is the address to open.")
        {
            id, client, secret, baseUrl, scopes, port, noBrowser, folder, platforms,
        };
        command.SetAction((result, cancellationToken) => LoginSettings.RunAsync(async () =>
        {
            var platform = LoginSettings.Find(result.GetRequiredValue(id), result.GetValue(platforms));
            using var callback = new LoopbackCallback(result.GetValue(port) is >= 0 and <= ushort.MaxValue and var number ? number : throw new CliException("A port is a number from 0 to 65535."));
            var options = new SmartLaunchOptions
            {
                ClientId = result.GetRequiredValue(client), ClientSecretFile = result.GetValue(secret), RedirectUri = callback.RedirectUri,
            };
            foreach (var scope in result.GetValue(scopes) is { Length: > 0 } asked ? asked : platform.Manifest.Client.Scopes.Count > 0 ? [] : UsualScopes)
            {
                options.Scopes.Add(scope);
            }

            var launch = new SmartLaunch(options, BaseUrlOf(result.GetValue(baseUrl), platform), platform);
            var login = await launch.BeginAsync(cancellationToken);
            await Console.Out.WriteLineAsync(login.Address.AbsoluteUri);
            await Console.Out.FlushAsync(cancellationToken);
            if (!result.GetValue(noBrowser))
            {
                OpenBrowser(login.Address);
            }

            var session = await launch.CompleteAsync(await WaitAsync(callback, login, options.LoginTimeout, cancellationToken), login.Pending, cancellationToken);
            await new SavedLogin(result.GetValue(folder), platform.Id) { ClientId = options.ClientId, ClientSecretFile = options.ClientSecretFile }
                .SaveAsync(session.Tokens, cancellationToken);
            await Console.Error.WriteLineAsync($"Logged in to {platform.Name}; granted: {session.Scope}. The token: fhirtyped token {platform.Id}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task<Uri> WaitAsync(LoopbackCallback callback, SmartLogin login, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            return await callback.WaitAsync(login.Pending.State, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"No browser came back within {longest:c}.");
        }
    }

    private static Uri BaseUrlOf(string? given, PlatformDescriptor platform)
    {
        var text = given ?? platform.Manifest.FhirBaseUrl;
        return text.Length == 0 || text.Contains('{', StringComparison.Ordinal) ? throw new CliException($"{platform.Name} has no one base address: give --base-url.")
            : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
            : throw new CliException("--base-url is not absolute.");
    }

    // Where it cannot be opened, the user has the address.
    private static void OpenBrowser(Uri address)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine("Open the address in a browser.");
        }
    }
}
