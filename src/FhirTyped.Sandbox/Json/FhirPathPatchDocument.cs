using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// Applies a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html): each operation becomes one of a JSON Patch at the place that its
/// path leads to.
/// </summary>
internal static class FhirPathPatchDocument
{
    /// <summary>The patched document. A patch that cannot be applied is refused; nothing of it then holds.</summary>
    public static byte[] Apply(ReadOnlyMemory<byte> document, Parameters patch)
    {
        var json = JsonNode.Parse(FhirJson.ToUtf8Bytes(patch))!["parameter"]?.AsArray() ?? [];
        var result = document.ToArray();
        foreach (var operation in json)
        {
            if (operation?["name"]?.GetValue<string>() != "operation")
            {
                throw Refuse("A FHIRPath Patch holds parameters named 'operation' only.");
            }

            result = Apply(result, new FhirPathPatchOperation(operation["part"]?.AsArray() ?? []));
        }

        return result;
    }

    private static byte[] Apply(byte[] document, FhirPathPatchOperation operation)
    {
        var pointer = new ElementPointer(document);
        var path = operation.Text("path");
        switch (operation.Text("type"))
        {
            case "add":
                return Add(document, pointer, pointer.Find(path) ?? throw NoPlace(), operation);
            case "insert":
                var list = pointer.FindList(path) ?? throw NoPlace();
                return Run(document, "add", list + "/" + Text(operation.Number("index")), operation.Value);
            case "replace":
                return Replace(document, pointer.Find(path) ?? throw NoPlace(), path, operation);
            case "delete":
                return pointer.Find(path) is { } place ? Remove(document, pointer, place) : document;
            case "move":
                var moved = pointer.FindList(path) ?? throw NoPlace();
                return Run(document, "move", moved + "/" + Text(operation.Number("destination")), from: moved + "/" + Text(operation.Number("source")));
            default:
                throw Refuse("FHIRPath Patch has no such operation.");
        }
    }

    /// <summary>An element that is there already repeats; of one that is not, the model says whether it is a list and how its type is spelt.</summary>
    private static byte[] Add(byte[] document, ElementPointer pointer, string parent, FhirPathPatchOperation operation)
    {
        var name = operation.Text("name");
        if (pointer.At(parent)?[name] is JsonArray)
        {
            return Run(document, "add", parent + "/" + name + "/-", operation.Value);
        }

        (string Name, JsonNode? Value)[] spellings =
            [(name, new JsonArray(operation.Value?.DeepClone())), (name, operation.Value), (name + operation.TypeSuffix, operation.Value)];
        foreach (var spelling in spellings)
        {
            var candidate = Run(document, "add", parent + "/" + spelling.Name, spelling.Value);
            if (FhirJson.TryRead<Resource>(candidate, out _, out var issues)
                && !issues.Any(static issue => issue.Code is FhirFormatCode.WrongJsonType or FhirFormatCode.UnknownElement))
            {
                return candidate;
            }
        }

        throw Refuse("There is no element of that name to be added.");
    }

    /// <summary>A choice of another type has another name.</summary>
    private static byte[] Replace(byte[] document, string place, string path, FhirPathPatchOperation operation)
    {
        var (parent, property) = (place[..place.LastIndexOf('/')], place[(place.LastIndexOf('/') + 1)..]);
        var name = path[(path.LastIndexOf('.') + 1)..];
        return property.Length > name.Length && property.StartsWith(name, StringComparison.Ordinal) && property != name + operation.TypeSuffix
            ? Run(Run(document, "remove", place), "add", parent + "/" + name + operation.TypeSuffix, operation.Value)
            : Run(document, "replace", place, operation.Value);
    }

    /// <summary>The last item of a list takes the list with it: an empty one is no FHIR.</summary>
    private static byte[] Remove(byte[] document, ElementPointer pointer, string place)
    {
        var list = place[..place.LastIndexOf('/')];
        return list.Length > 0 && pointer.At(list) is JsonArray { Count: 1 }
            ? Run(document, "remove", list)
            : Run(document, "remove", place);
    }

    private static byte[] Run(byte[] document, string operation, string path, JsonNode? value = null, string? from = null)
    {
        var change = new JsonObject { ["op"] = operation, ["path"] = path };
        if (from is not null)
        {
            change["from"] = from;
        }

        if (value is not null)
        {
            change["value"] = value.DeepClone();
        }

        return JsonPatchDocument.Apply(document, Encoding.UTF8.GetBytes(new JsonArray(change).ToJsonString()));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static RefusedException NoPlace() =>
        new(HttpStatusCode.UnprocessableEntity, IssueType.Processing, "A path of the patch leads to nothing, or to more than one element.");

    internal static RefusedException Refuse(string why) => new(HttpStatusCode.BadRequest, IssueType.Structure, why);
}
