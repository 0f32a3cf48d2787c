using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Applies a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html).</summary>
internal static class FhirPathPatchDocument
{
    private const int MostOperations = 1_000;

    // Each operation reads the resource anew, as the one before has left it.
    private const long MostWork = 64 * 1024 * 1024;

    // An evaluation has a limit of its own, of steps and of time for regular expressions; a thousand of them have one together. Writers wait.
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(2);

    /// <summary>The patched document. A patch that cannot be applied is refused; nothing of it then holds.</summary>
    /// <param name="document">The resource as JSON.</param>
    /// <param name="patch">The patch, a Parameters resource as JSON.</param>
    /// <exception cref="RefusedException">The patch is none, or cannot be applied.</exception>
    public static byte[] Apply(ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> patch)
    {
        // Read strictly: what is no FHIR may not be taken for something that it was not meant to be.
        if (!FhirJson.TryRead<Parameters>(patch.Span, out _, out var issues, FhirJsonOptions.Strict))
        {
            throw ResourceBody.Refuse(issues[^1], HttpStatusCode.BadRequest);
        }

        var resource = JsonTree.TryParse(document) as JsonObject ?? throw CannotBePatched();
        var operations = JsonNode.Parse(patch.Span)!["parameter"]?.AsArray() ?? [];
        if (operations.Count > MostOperations)
        {
            throw Refuse("The patch has more than 1,000 operations.");
        }

        if (operations.Count * (long)document.Length > MostWork)
        {
            throw new RefusedException(HttpStatusCode.UnprocessableEntity, IssueType.TooCostly, "The patch has too many operations for a resource of this size.");
        }

        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < operations.Count; i++)
        {
            try
            {
                if (Stopwatch.GetElapsedTime(start) > LongestWork)
                {
                    throw new RefusedException(HttpStatusCode.UnprocessableEntity, IssueType.TooCostly, "The patch takes too long.");
                }

                Apply(resource, new FhirPathPatchOperation(operations[i]!.AsObject()));
            }
            catch (RefusedException refused) when (refused.Expression is null)
            {
                throw new RefusedException(refused.Status, refused.Code, refused.Message)
                {
                    Expression = "Parameters.parameter[" + i.ToString(CultureInfo.InvariantCulture) + "]",
                };
            }
        }

        return Encoding.UTF8.GetBytes(resource.ToJsonString());
    }

    private static void Apply(JsonObject resource, FhirPathPatchOperation operation)
    {
        var type = operation.Text("type");
        var path = operation.Text("path");
        switch (type)
        {
            case "add":
                Add(new ElementPlaces(resource).FindOne(path), operation);
                break;
            case "insert":
                Insert(new ElementPlaces(resource).FindList(path), operation);
                break;
            case "replace":
                var replaced = WithoutRoot(new ElementPlaces(resource).FindOne(path));
                replaced.Replace(operation.ValueOf(replaced.Element!));
                break;
            case "delete":
                Delete(new ElementPlaces(resource).Find(path));
                break;
            case "move":
                Move(new ElementPlaces(resource).FindList(path), operation);
                break;
            default:
                throw Refuse("FHIRPath Patch has no such operation.");
        }
    }

    private static void Add(ElementPlace owner, FhirPathPatchOperation operation)
    {
        var element = ElementSchema.Find(owner.Type, operation.Text("name")) ?? throw CannotApply("There is no element of that name to be added.");
        var content = owner.Content();
        if (!element.IsList && ElementPlace.Exists(content, element))
        {
            throw CannotApply("The element is there already, and does not repeat: replace it.");
        }

        ElementPlace.Add(content, element, operation.ValueOf(element));
    }

    private static void Insert((ElementPlace Owner, SchemaElement Element) list, FhirPathPatchOperation operation)
    {
        var index = operation.Number("index");
        var content = list.Owner.Content();
        var items = ElementPlace.TakeItems(content, list.Element.Name);
        if (index < 0 || index > items.Count)
        {
            throw CannotApply("The index of an insertion is outside of the list.");
        }

        var value = operation.ValueOf(list.Element);
        items.Insert(index, (value.Value, value.Metadata));
        ElementPlace.PutItems(content, list.Element.Name, items);
    }

    /// <summary>Nothing to be deleted is no error; more than one element is.</summary>
    private static void Delete(IReadOnlyList<ElementPlace> places)
    {
        switch (places)
        {
            case []:
                break;
            case [var place]:
                WithoutRoot(place).Remove();
                break;
            default:
                throw CannotApply("The path of a deletion leads to more than one element.");
        }
    }

    private static void Move((ElementPlace Owner, SchemaElement Element) list, FhirPathPatchOperation operation)
    {
        var (source, destination) = (operation.Number("source"), operation.Number("destination"));
        var content = list.Owner.Content();
        var items = ElementPlace.TakeItems(content, list.Element.Name);
        if (source < 0 || source >= items.Count || destination < 0 || destination >= items.Count)
        {
            throw CannotApply("The source or the destination of a move is outside of the list.");
        }

        var moved = items[source];
        items.RemoveAt(source);
        items.Insert(destination, moved);
        ElementPlace.PutItems(content, list.Element.Name, items);
    }

    private static ElementPlace WithoutRoot(ElementPlace place) => place.IsRoot
        ? throw CannotApply("The path leads to the resource itself, which a patch can neither replace nor delete.")
        : place;

    /// <summary>The resource holds what cannot be written again as it is.</summary>
    internal static RefusedException CannotBePatched() => CannotApply("The resource holds JSON that is none, or a property twice, and cannot be patched.");

    /// <summary>The patch cannot be applied to this resource.</summary>
    internal static RefusedException CannotApply(string why) => new(HttpStatusCode.UnprocessableEntity, IssueType.Processing, why);

    /// <summary>The patch is none.</summary>
    internal static RefusedException Refuse(string why) => new(HttpStatusCode.BadRequest, IssueType.Structure, why);
}
