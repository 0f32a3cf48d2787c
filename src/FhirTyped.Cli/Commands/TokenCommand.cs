using System.CommandLine;
using FhirTyped.Cli.Login;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped token</c>: the access token of a login, renewed where it has ended, for other programs.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var id = LoginSettings.Platform();
        var (folder, platforms) = (LoginSettings.Folder(), LoginSettings.Platforms());
        var command = new Command("token", "Writes the access token of a login, renewed where it has ended. It is a secret: give it to a program, not to a log.") { id, folder, platforms };
        command.SetAction((result, cancellationToken) => LoginSettings.RunAsync(async () =>
        {
            var login = SavedLogin.Read(result.GetValue(folder), result.GetRequiredValue(id));
            var launch = LoginSettings.LaunchOf(login, LoginSettings.Find(result.GetRequiredValue(id), result.GetValue(platforms)));
            var authorization = await launch.CreateCredential(login.Tokens!, login).GetAsync(login.Tokens!.BaseUrl, cancellationToken);
            await Console.Out.WriteLineAsync(authorization!.ToHeaderValue().Split(' ', 2)[1]);
            return ExitCodes.Success;
        }));
        return command;
    }
}
