namespace FhirTyped.Capabilities;

/// <summary>
/// One member that the endpoint of a resource type may have. In its types <c>T</c> is the class of the resource, <c>TQuery</c> that of its queries,
/// and the names of all others stand without their namespaces.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Interface">The interface that declares it.</param>
/// <param name="Verb">The HTTP method of its request.</param>
/// <param name="Path">The address of its request, in the terms of https://hl7.org/fhir/R4/http.html: <c>[type]/[id]</c>.</param>
/// <param name="Result">What it gives.</param>
/// <param name="Parameters">Its parameters, but for the cancellation token that follows them where it gives a task.</param>
internal sealed record EndpointMember(string Name, string Interface, string Verb, string Path, string Result, string Parameters)
{
    /// <summary>The interactions without which no type has it.</summary>
    public FhirInteraction Interactions { get; init; }

    /// <summary>The conditional request without which no type has it, or none.</summary>
    public ConditionalSupport Condition { get; init; }

    /// <summary>The kind of patch without which no type has it, or null.</summary>
    public PatchKind? Patch { get; init; }

    /// <summary>The name of the operation without which no type has it, or empty.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The only resource types that can have it, with spaces between them; empty where any can.</summary>
    public string ResourceTypes { get; init; } = "";

    /// <summary>What the client calls it, with its type arguments; <c>[name]&lt;T&gt;</c> where it is not said.</summary>
    public string Call { get; init; } = "";

    /// <summary>Whether it takes a query, whose class only types have that can be searched.</summary>
    public bool TakesQuery => Interface.Contains("TQuery");

    /// <summary>Whether it can be cancelled; what gives a lazy search cannot, since its results can.</summary>
    public bool IsAsynchronous => Result.StartsWith("Task", System.StringComparison.Ordinal);

    /// <summary>How many arguments it needs, without the token.</summary>
    public int RequiredArguments
    {
        get
        {
            var count = 0;
            foreach (var parameter in Parameters.Split(','))
            {
                count += parameter.Trim().Length > 0 && !parameter.Contains("=") ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Whether the endpoint of a resource type can have it, whatever the platform.</summary>
    public bool AppliesTo(string resourceType) => ResourceTypes.Length == 0 || System.Array.IndexOf(ResourceTypes.Split(' '), resourceType) >= 0;
}
