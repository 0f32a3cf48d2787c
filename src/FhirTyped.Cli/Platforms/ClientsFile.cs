using System.Text.Json;
using FhirTyped.Sandbox;

namespace FhirTyped.Cli.Platforms;

/// <summary>
/// A file with the clients that a sandbox knows, by the names of RFC 7591 (client metadata): a list of objects with <c>client_id</c>,
/// <c>client_secret</c>, <c>jwks</c>, <c>redirect_uris</c> and <c>scope</c>.
/// </summary>
internal static class ClientsFile
{
    private static readonly string[] Known = ["client_id", "client_secret", "jwks", "redirect_uris", "scope"];

    /// <summary>Reads the file. What is wrong is said by the place of the client, never by what stands there.</summary>
    /// <exception cref="CliException">There is no such file, or it is not of that form.</exception>
    public static IReadOnlyList<SandboxOAuthClient> Read(string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path), new() { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new CliException($"'{path}' is not JSON, or has a name twice.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"There is no file '{path}', or it cannot be read.");
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select((client, index) => Read(client, $"'{path}', client {index + 1}"))]
                : throw new CliException($"'{path}' is not a list of clients.");
        }
    }

    private static SandboxOAuthClient Read(JsonElement client, string place)
    {
        if (client.ValueKind != JsonValueKind.Object)
        {
            throw new CliException($"{place} is no object.");
        }

        if (client.EnumerateObject().FirstOrDefault(static property => !Known.Contains(property.Name, StringComparer.Ordinal)) is { Value.ValueKind: not JsonValueKind.Undefined })
        {
            throw new CliException($"{place} has a name that is none of {string.Join(", ", Known)}.");
        }

        var result = new SandboxOAuthClient
        {
            Id = Text(client, "client_id", place) ?? throw new CliException($"{place} has no client_id."),
            Secret = Text(client, "client_secret", place),
            PublicKeys = client.TryGetProperty("jwks", out var keys) ? keys.GetRawText() : null,
            Scopes = Text(client, "scope", place) ?? "",
        };
        if (client.TryGetProperty("redirect_uris", out var addresses))
        {
            foreach (var address in addresses.ValueKind == JsonValueKind.Array ? addresses.EnumerateArray() : throw new CliException($"{place}: redirect_uris is no list."))
            {
                result.RedirectUris.Add(address.ValueKind == JsonValueKind.String ? address.GetString()! : throw new CliException($"{place}: redirect_uris holds what is no text."));
            }
        }

        return result;
    }

    private static string? Text(JsonElement client, string name, string place) => !client.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new CliException($"{place}: {name} is no text.");
}
