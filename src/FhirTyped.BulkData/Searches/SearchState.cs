using System.Text.Json;

namespace FhirTyped.BulkData;

/// <summary>How far searches for many patients are: what of each file belongs to patients that are done.</summary>
internal sealed class SearchState
{
    private const string Kind = "searches";

    /// <summary>What is searched for whom: <see cref="SearchPlan.Key"/>, and where.</summary>
    public required string Key { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How many patients are done.</summary>
    public int Done { get; set; }

    /// <summary>The types in the order in which they were first found, with the bytes and lines of the patients that are done.</summary>
    public List<(string Type, long Bytes, long Lines)> Files { get; } = [];

    /// <summary>The state as JSON.</summary>
    public byte[] ToUtf8Bytes()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind);
            json.WriteString("key", Key);
            json.WriteString("started", Started);
            json.WriteNumber("done", Done);
            json.WriteStartArray("files");
            foreach (var (type, bytes, lines) in Files)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteNumber("bytes", bytes);
                json.WriteNumber("lines", lines);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="BulkExportException">It is none.</exception>
    public static SearchState Read(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var json = document.RootElement;
            if (!json.TryGetProperty("kind", out var kind) || !kind.ValueEquals(Kind))
            {
                throw new BulkExportException("The folder holds something else than these searches.");
            }

            var state = new SearchState { Key = json.GetProperty("key").GetString()!, Started = json.GetProperty("started").GetDateTimeOffset(), Done = json.GetProperty("done").GetInt32() };
            foreach (var file in json.GetProperty("files").EnumerateArray())
            {
                state.Files.Add((file.GetProperty("type").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("lines").GetInt64()));
            }

            return state;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BulkExportException("The state in the folder cannot be read.", innerException: error);
        }
    }
}
