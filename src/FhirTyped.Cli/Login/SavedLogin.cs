using System.Text.Json;
using FhirTyped.Auth;

namespace FhirTyped.Cli.Login;

/// <summary>A login in a file that the user alone can read: who the client is, and the tokens.</summary>
/// <param name="folder">The folder; null for the user's own.</param>
/// <param name="platform">The platform's id.</param>
internal sealed class SavedLogin(string? folder, string platform) : IFhirTokenStore
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path = Path.Combine(
        folder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "fhirtyped", "logins"),
        platform + ".json");

    /// <summary>The client's id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The file of the client's secret, or null.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The tokens, once there are any.</summary>
    public SmartTokens? Tokens { get; private set; }

    /// <summary>Whether there is one.</summary>
    public static bool IsThere(string? folder, string platform) => File.Exists(new SavedLogin(folder, platform)._path);

    /// <summary>Reads the file.</summary>
    /// <exception cref="CliException">There is none, or it cannot be read.</exception>
    public static SavedLogin Read(string? folder, string platform)
    {
        var login = new SavedLogin(folder, platform);
        if (!File.Exists(login._path))
        {
            throw new CliException($"Nobody is logged in to {platform}: fhirtyped login {platform}");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(login._path));
            login.ClientId = json.RootElement.GetProperty("client_id").GetString() ?? "";
            login.ClientSecretFile = json.RootElement.GetProperty("client_secret_file").GetString();
            login.Tokens = SmartTokens.Deserialize(json.RootElement.GetProperty("tokens").GetString() ?? "");
            return login;
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CliException($"The login at {platform} cannot be read: fhirtyped login {platform}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(SmartTokens tokens, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(new { client_id = ClientId, client_secret_file = ClientSecretFile, tokens = tokens.Serialize() });
        var directory = Path.GetDirectoryName(_path)!;
        if (OperatingSystem.IsWindows())
        {
            // The user's own folder is for the user alone there.
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnFolder);
        }

        // Whole, or not at all: a file that breaks off is a session that is lost.
        var temporary = _path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        await using (var file = new FileStream(temporary, options))
        {
            await file.WriteAsync(text, cancellationToken);
            await file.FlushAsync(cancellationToken);
        }

        File.Move(temporary, _path, overwrite: true);
        Tokens = tokens;
    }

    /// <summary>Deletes the file.</summary>
    public void Delete() => File.Delete(_path);
}
