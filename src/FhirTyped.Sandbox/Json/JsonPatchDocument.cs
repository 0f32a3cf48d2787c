using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Applies a JSON Patch (RFC 6902). It knows nothing of FHIR: what comes out is read as a resource before it is stored.</summary>
internal sealed class JsonPatchDocument
{
    private const int LongestDocument = 16 * 1024 * 1024;
    private const int MostOperations = 10_000;

    private JsonNode? _root;
    private int _copied;

    private JsonPatchDocument(JsonNode? root) => _root = root;

    /// <summary>The patched document. A patch that cannot be applied is refused; nothing of it then holds.</summary>
    /// <exception cref="RefusedException">The patch is none, or cannot be applied.</exception>
    public static byte[] Apply(ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> patch)
    {
        try
        {
            if (JsonTree.TryParse(patch) is not JsonArray operations)
            {
                throw Refuse("A JSON Patch is an array of operations, as JSON in which no property is given twice.");
            }

            if (operations.Count > MostOperations)
            {
                throw Refuse("The patch has more than 10,000 operations.");
            }

            var target = new JsonPatchDocument(JsonTree.TryParse(document) ?? throw FhirPathPatchDocument.CannotBePatched());
            foreach (var operation in operations)
            {
                target.Apply(operation as JsonObject ?? throw Refuse("An operation of a JSON Patch is an object."));
            }

            return Encoding.UTF8.GetBytes(target._root?.ToJsonString() ?? "null");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Refuse("The patch is not a JSON Patch (RFC 6902).");
        }
    }

    private void Apply(JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (Text(operation, "op"))
        {
            case "add":
                Add(path, Value(operation));
                break;
            case "remove":
                Remove(path);
                break;
            case "replace":
                Replace(path, Value(operation));
                break;
            case "move":
                Move(Pointer(operation, "from"), path);
                break;
            case "copy":
                Add(path, Copy(Find(Pointer(operation, "from"))));
                break;
            case "test":
                if (!JsonNode.DeepEquals(Find(path), Value(operation)))
                {
                    throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.Conflict, "A test of the patch does not hold.");
                }

                break;
            default:
                throw Refuse("RFC 6902 has no such operation.");
        }
    }

    private void Add(JsonPointer path, JsonNode? value)
    {
        if (path.IsRoot)
        {
            _root = value;
            return;
        }

        switch (Find(path.Parent))
        {
            case JsonObject owner:
                owner[path.Name] = value;
                break;
            case JsonArray list when path.Name == "-":
                list.Add(value);
                break;
            case JsonArray list when path.Index is >= 0 and var index && index <= list.Count:
                list.Insert(index, value);
                break;
            default:
                throw NoPlace();
        }
    }

    /// <summary>Takes what stands at a place out of the document.</summary>
    private JsonNode? Remove(JsonPointer path)
    {
        var removed = Find(path);
        if (path.IsRoot)
        {
            _root = null;
        }
        else if (Find(path.Parent) is JsonArray list)
        {
            list.RemoveAt(path.Index);
        }
        else
        {
            ((JsonObject)Find(path.Parent)!).Remove(path.Name);
        }

        return removed;
    }

    private void Replace(JsonPointer path, JsonNode? value)
    {
        Find(path);
        if (path.IsRoot)
        {
            _root = value;
        }
        else if (Find(path.Parent) is JsonArray list)
        {
            list[path.Index] = value;
        }
        else
        {
            Find(path.Parent)![path.Name] = value;
        }
    }

    private void Move(JsonPointer from, JsonPointer path)
    {
        if (from.IsParentOf(path))
        {
            throw Refuse("A value cannot be moved into itself.");
        }

        Add(path, Remove(from));
    }

    /// <summary>Copies of copies grow without end.</summary>
    private JsonNode? Copy(JsonNode? value)
    {
        _copied += value?.ToJsonString().Length ?? 4;
        return _copied > LongestDocument
            ? throw new RefusedException(HttpStatusCode.UnprocessableEntity, IssueType.TooLong, "The patched resource is too long.")
            : value?.DeepClone();
    }

    private JsonNode? Find(JsonPointer path)
    {
        var node = _root;
        foreach (var name in path.Names)
        {
            node = node switch
            {
                JsonObject owner when owner.TryGetPropertyValue(name, out var member) => member,
                JsonArray list when JsonPointer.IndexOf(name) is >= 0 and var index && index < list.Count => list[index],
                _ => throw NoPlace(),
            };
        }

        return node;
    }

    private static JsonPointer Pointer(JsonObject operation, string name) =>
        JsonPointer.TryParse(Text(operation, name)) ?? throw Refuse("'" + name + "' is no JSON Pointer (RFC 6901).");

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
