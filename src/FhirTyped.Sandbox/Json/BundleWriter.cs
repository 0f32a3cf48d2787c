using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirTyped.Sandbox;

/// <summary>Writes a Bundle whose resources are JSON already (https://hl7.org/fhir/R4/bundle.html): they are neither read nor copied.</summary>
internal sealed class BundleWriter(string type)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public int? Total { get; init; }

    public List<(string Relation, string Url)> Links { get; } = [];

    public List<BundleEntryContent> Entries { get; } = [];

    public byte[] Write(DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("resourceType"u8, "Bundle"u8);
            writer.WriteString("id"u8, Guid.NewGuid());
            writer.WriteStartObject("meta"u8);
            writer.WriteString("lastUpdated"u8, Instant(now));
            writer.WriteEndObject();
            writer.WriteString("type"u8, type);
            if (Total is { } total)
            {
                writer.WriteNumber("total"u8, total);
            }

            WriteLinks(writer);
            WriteEntries(writer);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private void WriteLinks(Utf8JsonWriter writer)
    {
        if (Links.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("link"u8);
        foreach (var (relation, url) in Links)
        {
            writer.WriteStartObject();
            writer.WriteString("relation"u8, relation);
            writer.WriteString("url"u8, url);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteEntries(Utf8JsonWriter writer)
    {
        // An empty array is no FHIR.
        if (Entries.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("entry"u8);
        foreach (var entry in Entries)
        {
            WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, BundleEntryContent entry)
    {
        writer.WriteStartObject();
        if (entry.FullUrl is not null)
        {
            writer.WriteString("fullUrl"u8, entry.FullUrl);
        }

        if (!entry.Resource.IsEmpty)
        {
            writer.WritePropertyName("resource"u8);
            writer.WriteRawValue(entry.Resource.Span, skipInputValidation: true);
        }

        if (entry.SearchMode is not null)
        {
            writer.WriteStartObject("search"u8);
            writer.WriteString("mode"u8, entry.SearchMode);
            if (entry.Score is { } score)
            {
                writer.WriteNumber("score"u8, score);
            }

            writer.WriteEndObject();
        }

        if (entry.Request is var (method, url))
        {
            writer.WriteStartObject("request"u8);
            writer.WriteString("method"u8, method);
            writer.WriteString("url"u8, url);
            writer.WriteEndObject();
        }

        if (entry.Response is { } response)
        {
            WriteResponse(writer, response);
        }

        writer.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter writer, SandboxReply response)
    {
        writer.WriteStartObject("response"u8);
        writer.WriteString("status"u8, ((int)response.Status).ToString(CultureInfo.InvariantCulture));
        if (response.Location is not null)
        {
            writer.WriteString("location"u8, response.Location);
        }

        if (response.ETag is not null)
        {
            writer.WriteString("etag"u8, response.ETag);
        }

        if (response.LastModified is { } modified)
        {
            writer.WriteString("lastModified"u8, Instant(modified));
        }

        if ((int)response.Status >= 400 && !response.Body.IsEmpty)
        {
            writer.WritePropertyName("outcome"u8);
            writer.WriteRawValue(response.Body.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private static string Instant(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
