using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Applies a JSON Patch (RFC 6902).</summary>
internal static class JsonPatchDocument
{
    private const int LongestDocument = 16 * 1024 * 1024;

    /// <summary>The patched document. A patch that cannot be applied is refused; nothing of it then holds.</summary>
    public static byte[] Apply(ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> patch)
    {
        try
        {
            var root = JsonNode.Parse(document.Span);
            if (JsonNode.Parse(patch.Span) is not JsonArray operations)
            {
                throw Refuse("A JSON Patch is an array of operations.");
            }

            foreach (var operation in operations)
            {
                root = Apply(root, operation as JsonObject ?? throw Refuse("An operation of a JSON Patch is an object."));
            }

            return Encoding.UTF8.GetBytes(root?.ToJsonString() ?? "null");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Refuse("The patch is not a JSON Patch (RFC 6902).");
        }
    }

    private static JsonNode? Apply(JsonNode? root, JsonObject operation)
    {
        var path = Text(operation, "path");
        switch (Text(operation, "op"))
        {
            case "add":
                return Add(root, path, Value(operation));
            case "remove":
                return Remove(root, path);
            case "replace":
                Find(root, path);
                return path.Length == 0 ? Value(operation) : Add(Remove(root, path), path, Value(operation));
            case "move":
                var moved = Find(root, Text(operation, "from"))?.DeepClone();
                return Add(Remove(root, Text(operation, "from")), path, moved);
            case "copy":
                return CheckSize(Add(root, path, Find(root, Text(operation, "from"))?.DeepClone()));
            case "test":
                return JsonNode.DeepEquals(Find(root, path), Value(operation))
                    ? root
                    : throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.Conflict, "A test of the patch does not hold.");
            default:
                throw Refuse("RFC 6902 has no such operation.");
        }
    }

    /// <summary>Copies of copies grow without end.</summary>
    private static JsonNode? CheckSize(JsonNode? root) => root?.ToJsonString().Length > LongestDocument
        ? throw new RefusedException(HttpStatusCode.UnprocessableEntity, IssueType.TooLong, "The patched resource is too long.")
        : root;

    private static JsonNode? Add(JsonNode? root, string path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        var (parent, name) = Parent(root, path);
        switch (parent)
        {
            case JsonObject owner:
                owner[name] = value;
                break;
            case JsonArray list when name == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(name) is var index && index <= list.Count:
                list.Insert(index, value);
                break;
            default:
                throw NoPlace();
        }

        return root;
    }

    private static JsonNode? Remove(JsonNode? root, string path)
    {
        Find(root, path);
        var (parent, name) = Parent(root, path);
        switch (parent)
        {
            case JsonObject owner:
                owner.Remove(name);
                break;
            case JsonArray list:
                list.RemoveAt(Index(name));
                break;
        }

        return root;
    }

    /// <summary>What stands at a place (RFC 6901).</summary>
    internal static JsonNode? Find(JsonNode? root, string path)
    {
        var node = root;
        foreach (var name in Parts(path))
        {
            node = node switch
            {
                JsonObject owner when owner.TryGetPropertyValue(name, out var member) => member,
                JsonArray list when Index(name) is var index && index < list.Count => list[index],
                _ => throw NoPlace(),
            };
        }

        return node;
    }

    private static (JsonNode? Parent, string Name) Parent(JsonNode? root, string path) => path.Length == 0
        ? throw Refuse("The whole resource cannot be removed.")
        : (Find(root, path[..path.LastIndexOf('/')]), Parts(path)[^1]);

    /// <summary>The parts of a JSON pointer (RFC 6901).</summary>
    private static string[] Parts(string path) => path.Length == 0 ? []
        : path[0] == '/' ? [.. path[1..].Split('/').Select(static part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
        : throw Refuse("A path of a JSON Patch begins with a slash.");

    private static int Index(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw NoPlace();

    private static string Text(JsonObject operation, string name) =>
        operation.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw Refuse("An operation lacks '" + name + "'.");

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value) ? value?.DeepClone() : throw Refuse("An operation lacks 'value'.");

    private static RefusedException NoPlace() =>
        new(HttpStatusCode.UnprocessableEntity, IssueType.Processing, "A path of the patch leads to nothing.");

    private static RefusedException Refuse(string why) => new(HttpStatusCode.BadRequest, IssueType.Structure, why);
}
