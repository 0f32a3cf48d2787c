using System.Buffers;
using System.Text.Json;
using FhirTyped.Receipts;

namespace FhirTyped.Pages;

/// <summary>Writes and reads where a search stands: what of it must be known to go on as if it had never been interrupted.</summary>
internal static class ContinuationText
{
    /// <summary>Writes a place.</summary>
    public static byte[] Write(SearchPlace place)
    {
        var search = place.Search;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, search.ResourceType);
            json.WriteString("path"u8, search.Path);
            WriteText(json, "query", search.Query);
            WriteText(json, "filter", search.Filter?.Query);
            WriteText(json, "id", search.Id);
            WriteFlag(json, "whole", search.TakesWholeBundle);
            WriteFlag(json, "continuation", search.IsContinuation);
            WriteFlag(json, "history", search.IsHistory);
            json.WriteString("page"u8, place.Page.OriginalString);
            json.WriteString("next"u8, place.Next);
            json.WriteNumber("pages"u8, place.Pages);
            if (place.Counts is { } counts)
            {
                json.WriteStartArray("counts"u8);
                json.WriteNumberValue(counts.Total ?? -1);
                json.WriteNumberValue(counts.Matches);
                json.WriteNumberValue(counts.Included);
                json.WriteNumberValue(counts.LargestPage);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a place. What is read was written here: the seal says so.</summary>
    public static SearchPlace Read(ServerExchange exchange, byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var type = root.GetProperty("type"u8).GetString()!;

        // It was judged when the search began.
        var search = new SearchRequest(exchange, type, root.GetProperty("path"u8).GetString()!, Text(root, "query"), static _ => { })
        {
            Filter = Text(root, "filter") is { } filter ? LocalFilter.Compile(type, filter, exchange.BaseUrl) : null,
            Id = Text(root, "id"),
            TakesWholeBundle = Flag(root, "whole"),
            IsContinuation = Flag(root, "continuation"),
            IsHistory = Flag(root, "history"),
        };
        return new(
            search, new Uri(root.GetProperty("page"u8).GetString()!, UriKind.Absolute), root.GetProperty("next"u8).GetString()!, root.GetProperty("pages"u8).GetInt32(),
            root.TryGetProperty("counts"u8, out var counts)
                ? new PageCounts(counts[0].GetInt32() is >= 0 and var total ? total : null, counts[1].GetInt64(), counts[2].GetInt64(), counts[3].GetInt32())
                : null);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static bool Flag(JsonElement root, string name) => root.TryGetProperty(name, out var flag) && flag.GetBoolean();
}
