using System.CommandLine;
using FhirTyped.Auth;
using FhirTyped.Cli.Login;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped logout</c>: ends a login at the server where it can, and forgets the tokens.</summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        var id = LoginSettings.Platform();
        var (folder, platforms) = (LoginSettings.Folder(), LoginSettings.Platforms());
        var command = new Command("logout", "Ends a login: its tokens are revoked at the server where it can do that, and forgotten.") { id, folder, platforms };
        command.SetAction((result, cancellationToken) => LoginSettings.RunAsync(async () =>
        {
            var login = SavedLogin.Read(result.GetValue(folder), result.GetRequiredValue(id));
            try
            {
                await LoginSettings.LaunchOf(login, LoginSettings.Find(result.GetRequiredValue(id), result.GetValue(platforms))).RevokeAsync(login.Tokens!, cancellationToken);
            }
            catch (FhirTokenException error)
            {
                await Console.Error.WriteLineAsync("The tokens are forgotten here, and still valid at the server until they end: " + error.Message);
            }
            finally
            {
                login.Delete();
            }

            return ExitCodes.Success;
        }));
        return command;
    }
}
