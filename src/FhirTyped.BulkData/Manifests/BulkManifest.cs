using System.Globalization;
using System.Text.Json;

namespace FhirTyped.BulkData;

/// <summary>What a server says that an export has become (https://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---output-manifest).</summary>
/// <remarks>Immutable. Thread-safe.</remarks>
public sealed class BulkManifest
{
    private BulkManifest(JsonElement json, DateTimeOffset transactionTime, IReadOnlyList<BulkManifestFile> files)
    {
        Json = json;
        TransactionTime = transactionTime;
        Files = files;
    }

    /// <summary>The manifest as it came, with its extensions and what FhirTyped does not know.</summary>
    public JsonElement Json { get; }

    /// <summary>The server's moment of the data: where the next export, by <c>_since</c>, goes on.</summary>
    public DateTimeOffset TransactionTime { get; }

    /// <summary>The address of the kick-off as the server repeats it; null where it does not.</summary>
    public string? Request => Json.TryGetProperty("request", out var request) && request.ValueKind == JsonValueKind.String ? request.GetString() : null;

    /// <summary>Whether the files want the access token. A manifest that does not say so does.</summary>
    public bool RequiresAccessToken => !Json.TryGetProperty("requiresAccessToken", out var requires) || requires.ValueKind != JsonValueKind.False;

    /// <summary>All files: those of <c>output</c>, then of <c>error</c>, then of <c>deleted</c>, each in their order.</summary>
    public IReadOnlyList<BulkManifestFile> Files { get; }

    /// <summary>How many files there are and when.</summary>
    public override string ToString() => $"{Files.Count} files of {TransactionTime:O}";

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="BulkExportException">It is none.</exception>
    internal static BulkManifest Read(ReadOnlyMemory<byte> utf8)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new BulkExportException("The export's manifest is no JSON.");
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new BulkExportException("The export's manifest is no JSON object.");
        }

        if (HasNext(json))
        {
            throw new BulkExportException("The export's manifest has further pages, which were not asked for (allowPartialManifests): what is on them would be missing.");
        }

        return new(json, TimeOf(json), [.. FilesOf(json, "output", BulkFileKind.Output), .. FilesOf(json, "error", BulkFileKind.Error), .. FilesOf(json, "deleted", BulkFileKind.Deleted)]);
    }

    private static DateTimeOffset TimeOf(JsonElement json) =>
        json.TryGetProperty("transactionTime", out var time) && time.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new BulkExportException("The export's manifest has no transactionTime that is a moment.");

    private static bool HasNext(JsonElement json)
    {
        if (!json.TryGetProperty("link", out var links) || links.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var link in links.EnumerateArray())
        {
            if (link.ValueKind == JsonValueKind.Object && link.TryGetProperty("relation", out var relation) && relation.ValueKind == JsonValueKind.String && relation.ValueEquals("next"))
            {
                return true;
            }
        }

        return false;
    }

    // The lists may be missing where they are empty: output is not asked for by all servers that have nothing to give.
    private static List<BulkManifestFile> FilesOf(JsonElement json, string name, BulkFileKind kind)
    {
        var files = new List<BulkManifestFile>();
        if (!json.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return files;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new BulkExportException($"The export's manifest has no list as '{name}'.");
        }

        foreach (var entry in list.EnumerateArray())
        {
            var number = files.Count + 1;
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("url", out var url) || url.ValueKind != JsonValueKind.String)
            {
                throw new BulkExportException($"Entry {number} of '{name}' in the export's manifest has no url.");
            }

            files.Add(new(kind, number, TypeOf(entry), url.GetString()!, CountOf(entry)));
        }

        return files;
    }

    // It becomes a part of a file's name.
    private static string? TypeOf(JsonElement entry) =>
        entry.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is { Length: > 0 and <= 64 } text && text.All(char.IsAsciiLetter) ? text : null;

    private static long? CountOf(JsonElement entry) =>
        entry.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var number) && number >= 0 ? number : null;
}
