using System.Text.Json;

namespace FhirTyped.BulkData;

/// <summary>What has to be known of an export to go on with it after a restart.</summary>
internal sealed class JobState
{
    private const int Version = 1;

    /// <summary>Held by whoever changes or writes it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The platform's id.</summary>
    public required string Platform { get; init; }

    /// <summary>The server's base address.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>What was asked.</summary>
    public required KickOff KickOff { get; init; }

    /// <summary>How far it is.</summary>
    public BulkExportPhase Phase { get; set; }

    /// <summary>Where to ask for it, or null.</summary>
    public string? Status { get; set; }

    /// <summary>The entity tags of large files of which a part is there.</summary>
    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The state as JSON.</summary>
    public byte[] ToUtf8Bytes()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("platform", Platform);
            json.WriteString("base_url", BaseUrl);
            json.WriteString("phase", Phase.ToString());
            json.WriteString("method", KickOff.Method);
            json.WriteString("url", KickOff.Url);
            json.WriteString("body", KickOff.Body);
            json.WriteString("status", Status);
            json.WriteStartObject("tags");
            foreach (var (name, tag) in Tags)
            {
                json.WriteString(name, tag);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="BulkExportException">It is none, or that of a later version.</exception>
    public static JobState Read(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var json = document.RootElement;
            if (json.GetProperty("version").GetInt32() != Version)
            {
                throw new BulkExportException("The export in the folder was begun by another version.");
            }

            var state = new JobState
            {
                Platform = Text(json, "platform"),
                BaseUrl = Text(json, "base_url"),
                KickOff = new(Text(json, "method"), Text(json, "url"), json.GetProperty("body").GetString()),
                Phase = Enum.Parse<BulkExportPhase>(Text(json, "phase")),
                Status = json.GetProperty("status").GetString(),
            };
            foreach (var tag in json.GetProperty("tags").EnumerateObject())
            {
                state.Tags[tag.Name] = tag.Value.GetString() ?? "";
            }

            return state;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new BulkExportException("The state of the export in the folder cannot be read.", innerException: error);
        }
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException();
}
