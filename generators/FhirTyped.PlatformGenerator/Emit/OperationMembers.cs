using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>
/// The operations that are members: the name of each is that of the operation (<c>$validate-code</c> is <c>ValidateCodeAsync</c>). The
/// others go by <c>OperationAsync</c>, whose parameters nobody needs to know.
/// </summary>
internal static class OperationMembers
{
    private const string AnyType = "*";

    private static readonly (string Name, string ResourceTypes)[] Operations =
    {
        ("docref", "DocumentReference"), ("everything", "Patient Encounter"), ("expand", "ValueSet"), ("lastn", "Observation"),
        ("lookup", "CodeSystem"), ("match", "Patient"), ("summary", "Patient"), ("translate", "ConceptMap"), ("validate", AnyType),
        ("validate-code", "CodeSystem ValueSet"),
    };

    /// <summary>The operations on a resource type that have a member of their own, in ordinal order.</summary>
    public static IEnumerable<string> NamesFor(string resourceType)
    {
        foreach (var (name, types) in Operations)
        {
            if (types == AnyType || System.Array.IndexOf(types.Split(' '), resourceType) >= 0)
            {
                yield return name;
            }
        }
    }

    /// <summary>The interface of an operation.</summary>
    public static string Interface(string operation, string resource, string query)
    {
        var name = "I" + CSharpNames.Pascal(operation) + "Endpoint";
        return operation switch
        {
            "lastn" => $"{name}<{resource}, {query}>",
            "match" or "validate" => $"{name}<{resource}>",
            _ => name,
        };
    }

    /// <summary>The signature of an operation's method, and the call that it makes.</summary>
    public static (string Signature, string Call) Method(string operation, string resource, string query)
    {
        var name = CSharpNames.Pascal(operation) + "Async";
        const string Cancellation = EndpointEmitter.Cancellation + " = default";
        return operation switch
        {
            "docref" => (
                $"{Search("DocumentReference")} {name}(string patientId, global::FhirTyped.DocrefOptions? options = null)", $"{name}(patientId, options)"),
            "everything" => (
                $"{Search("Resource")} {name}(string id, global::FhirTyped.EverythingOptions? options = null)", $"{name}<{resource}>(id, options)"),
            "expand" => (
                $"{EndpointEmitter.Task(R4("ValueSet"))} {name}(string url, global::FhirTyped.ExpandOptions? options = null, {Cancellation})",
                $"{name}(url, options, cancellationToken)"),
            "lastn" => (
                $"{Search("Observation")} {name}(global::System.Action<{query}> build, int max = 1)", $"{name}<{query}>(build, max)"),
            "lookup" => (
                $"{EndpointEmitter.Task("global::FhirTyped.CodeLookup")} {name}({R4("Coding")} coding, {Cancellation})", $"{name}(coding, cancellationToken)"),
            "match" => (
                $"{EndpointEmitter.Task("global::FhirTyped.FhirSearchPage<" + resource + ">")} {name}({resource} resource, global::FhirTyped.MatchOptions? options = null, {Cancellation})",
                $"{name}<{resource}>(resource, options, cancellationToken)"),
            "summary" => ($"{EndpointEmitter.Task(R4("Bundle"))} {name}(string id, {Cancellation})", $"{name}<{resource}>(id, cancellationToken)"),
            "translate" => (
                $"{EndpointEmitter.Task("global::FhirTyped.CodeTranslation")} {name}({R4("Coding")} coding, global::FhirTyped.TranslateOptions? options = null, {Cancellation})",
                $"{name}(coding, options, cancellationToken)"),
            "validate" => (
                $"{EndpointEmitter.Task(R4("OperationOutcome"))} {name}({resource} resource, string? profile = null, {Cancellation})",
                $"{name}<{resource}>(resource, profile, cancellationToken)"),
            _ => (
                $"{EndpointEmitter.Task("global::FhirTyped.CodeValidation")} {name}(string url, {R4("Coding")} coding, {Cancellation})",
                $"{name}<{resource}>(url, coding, cancellationToken)"),
        };
    }

    private static string R4(string type) => "global::FhirTyped.R4." + type;

    private static string Search(string type) => "global::FhirTyped.FhirSearch<" + R4(type) + ">";
}
