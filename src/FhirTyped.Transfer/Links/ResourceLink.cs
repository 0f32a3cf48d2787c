using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>A place in a resource at which another resource may be named.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Text">The text.</param>
/// <param name="Steps">The way from the resource to the place.</param>
/// <param name="Reference">The reference, where it is one: it can be changed as it is.</param>
internal sealed record ResourceLink(LinkKind Kind, string Text, IReadOnlyList<NamedElement> Steps, ResourceReference? Reference)
{
    /// <summary>The place as FHIR writes it, without any value: <c>Encounter.participant[0].individual</c>.</summary>
    public string PathIn(Resource resource) => resource.TypeName + string.Concat(Steps.Select(static step => "." + step.Name + (step.Index < 0 ? "" : $"[{step.Index}]")));

    /// <summary>Sets the text in the JSON of the resource: the model hands out primitives as copies.</summary>
    /// <param name="root">The resource as JSON, of the same structure.</param>
    /// <param name="text">The new text.</param>
    public void Set(JsonNode root, string text)
    {
        var owner = (JsonObject)root;
        for (var i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            var name = owner.ContainsKey(step.Name) || owner.ContainsKey("_" + step.Name) ? step.Name : step.Name + char.ToUpperInvariant(step.Value.TypeName[0]) + step.Value.TypeName[1..];
            if (i == Steps.Count - 1)
            {
                if (step.Index < 0)
                {
                    owner[name] = text;
                }
                else
                {
                    owner[name]![step.Index] = text;
                }

                return;
            }

            // What a primitive has beside its value stands in a property of its own.
            var node = owner[step.Value is PrimitiveElement ? "_" + name : name]!;
            owner = (JsonObject)(step.Index < 0 ? node : node[step.Index]!);
        }
    }
}
