using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>The members for conditional requests: those with a header are named for it, the others by FHIR's word.</summary>
internal static class ConditionalMembers
{
    /// <summary>The interfaces of an endpoint.</summary>
    public static IEnumerable<string> Interfaces(ConditionalSupport support, string resource, string query)
    {
        foreach (var (flag, name, _, _) in All(resource, query))
        {
            if (Has(support, flag))
            {
                yield return name;
            }
        }
    }

    /// <summary>The signatures of the methods, and the calls that they make.</summary>
    public static IEnumerable<(string Signature, string Call)> Methods(ConditionalSupport support, string resource, string query)
    {
        foreach (var (flag, _, signature, call) in All(resource, query))
        {
            if (Has(support, flag))
            {
                yield return (signature, call);
            }
        }
    }

    /// <summary>A server that deletes every match has no way to delete one at most: it has the member that says so, and not the other.</summary>
    private static bool Has(ConditionalSupport support, ConditionalSupport flag) =>
        (support & flag) != 0 && !(flag == ConditionalSupport.DeleteSingle && (support & ConditionalSupport.DeleteMultiple) != 0);

    private static (ConditionalSupport Flag, string Interface, string Signature, string Call)[] All(string resource, string query)
    {
        const string Cancellation = EndpointEmitter.Cancellation + " = default";
        const string Task = "global::System.Threading.Tasks.Task";
        var criteria = "global::System.Action<" + query + "> criteria";
        var result = EndpointEmitter.Written(resource);
        var found = EndpointEmitter.Task(resource + "?");
        var types = "<" + resource + ", " + query + ">";
        return new[]
        {
            (ConditionalSupport.Create, "IConditionalCreateEndpoint" + types,
                $"{result} CreateIfNoneExistAsync({resource} resource, {criteria}, {Cancellation})",
                $"CreateIfNoneExistAsync{types}(resource, criteria, cancellationToken)"),
            (ConditionalSupport.Update, "IConditionalUpdateEndpoint" + types,
                $"{result} ConditionalUpdateAsync({resource} resource, {criteria}, {Cancellation})",
                $"ConditionalUpdateAsync{types}(resource, criteria, cancellationToken)"),
            (ConditionalSupport.DeleteSingle, "IConditionalDeleteEndpoint" + types,
                $"{Task} ConditionalDeleteAsync({criteria}, {Cancellation})", $"ConditionalDeleteAsync{types}(criteria, cancellationToken)"),
            (ConditionalSupport.DeleteMultiple, "IConditionalDeleteMultipleEndpoint" + types,
                $"{Task} ConditionalDeleteMultipleAsync({criteria}, {Cancellation})", $"ConditionalDeleteMultipleAsync{types}(criteria, cancellationToken)"),
            (ConditionalSupport.ReadNotMatch, "IReadIfNoneMatchEndpoint<" + resource + ">",
                $"{found} ReadIfNoneMatchAsync(string id, string versionId, {Cancellation})", $"ReadIfNoneMatchAsync<{resource}>(id, versionId, cancellationToken)"),
            (ConditionalSupport.ReadModifiedSince, "IReadIfModifiedSinceEndpoint<" + resource + ">",
                $"{found} ReadIfModifiedSinceAsync(string id, global::System.DateTimeOffset since, {Cancellation})",
                $"ReadIfModifiedSinceAsync<{resource}>(id, since, cancellationToken)"),
        };
    }
}
