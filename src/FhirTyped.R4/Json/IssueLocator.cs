using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FhirTyped.R4;

/// <summary>
/// Tells where issues are, by walking over the payload once more: reading itself need not keep track of paths. Names that the
/// standard does not have are shown as <c>?</c>, for they may be data; the position tells them apart.
/// </summary>
internal static class IssueLocator
{
    /// <summary>For payloads that were written here.</summary>
    public const int AnyDepth = 2000;

    private const int TokensBetweenLooks = 4096;

    /// <summary>The issues with their places, ordered by position.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static List<FhirFormatIssue> Locate(
        ReadOnlySpan<byte> payload, List<PendingIssue> issues, int maxDepth, string? root = null, CancellationToken cancellationToken = default)
    {
        var ordered = issues.OrderBy(issue => issue.Position).ToList();
        var located = new List<FhirFormatIssue>(ordered.Count);
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = maxDepth + 1, CommentHandling = JsonCommentHandling.Disallow });
        var path = new List<Step>();
        var line = 1;
        var counted = 0;
        for (var tokens = 1; located.Count < ordered.Count; tokens++)
        {
            if (tokens % TokensBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var more = TryRead(ref json);
            if (more)
            {
                Advance(ref json, payload, path, root);
            }

            // What is within a text belongs to that.
            var position = !more ? payload.Length
                : json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? (int)json.BytesConsumed - 1
                : (int)json.TokenStartIndex;
            while (located.Count < ordered.Count && (ordered[located.Count].Position <= position || !more))
            {
                var issue = ordered[located.Count];
                var at = Math.Min(issue.Position, payload.Length);
                line += payload[counted..at].Count((byte)'\n');
                counted = at;
                located.Add(new FhirFormatIssue(issue.Code, issue.Severity, Text(path, issue.Child), line, issue.Position));
            }

            if (more && json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.RemoveAt(path.Count - 1);
            }
        }

        return located;
    }

    private static bool TryRead(ref Utf8JsonReader json)
    {
        try
        {
            return json.Read();
        }
        catch (JsonException)
        {
            // The payload breaks off here: what is left is reported at the last known place.
            return false;
        }
    }

    private static void Advance(ref Utf8JsonReader json, ReadOnlySpan<byte> payload, List<Step> path, string? root)
    {
        if (json.TokenType == JsonTokenType.PropertyName)
        {
            path[^1] = path[^1] with { Name = NameOf(ref json) };
            return;
        }

        if (json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            // The end belongs to the object itself, not to its last property.
            path[^1] = path[^1] with { Name = null, Index = -1 };
            return;
        }

        if (path.Count > 0 && path[^1].IsArray)
        {
            path[^1] = path[^1] with { Index = path[^1].Index + 1 };
        }

        if (json.TokenType == JsonTokenType.StartObject)
        {
            path.Add(new Step(false, path.Count == 0 ? root ?? RootName(payload[(int)json.TokenStartIndex..]) : null, null, -1));
        }
        else if (json.TokenType == JsonTokenType.StartArray)
        {
            path.Add(new Step(true, null, null, -1));
        }
    }

    private static string NameOf(ref Utf8JsonReader json)
    {
        var name = json.ValueSpan;
        name = name.Length > 1 && name[0] == '_' ? name[1..] : name;
        return ElementNames.Has(name) ? Encoding.ASCII.GetString(name) : "?";
    }

    // The root is named by its type, as FHIRPath does.
    private static string RootName(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = AnyDepth });
        while (TryRead(ref json))
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && json.ValueTextEquals("resourceType"u8))
            {
                return TryRead(ref json) && json.TokenType == JsonTokenType.String && ResourceFactory.Create(json.ValueSpan) is { } resource
                    ? resource.TypeName
                    : "Resource";
            }
        }

        return "Resource";
    }

    private static string Text(List<Step> path, string? child)
    {
        var text = new StringBuilder();
        foreach (var step in path)
        {
            if (step.IsArray)
            {
                if (step.Index >= 0)
                {
                    text.Append('[').Append(step.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
                }

                continue;
            }

            if (step.Root is not null)
            {
                text.Append(step.Root);
            }

            if (step.Name is not null)
            {
                text.Append('.').Append(step.Name);
            }
        }

        if (child is not null)
        {
            text.Append('.').Append(child);
        }

        return text.ToString();
    }

    // An object with the name it has come to, or an array with the index.
    private readonly record struct Step(bool IsArray, string? Root, string? Name, int Index);
}
