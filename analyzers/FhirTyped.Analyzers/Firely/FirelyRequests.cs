using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>What a call of the Firely SDK's client asks the judge, where it is no search of a resource type.</summary>
internal static class FirelyRequests
{
    /// <summary>The judge's verdicts, and where they stand.</summary>
    public static (IReadOnlyList<CapabilityVerdict> Verdicts, Location Place) Judge(FirelyCall call, PlatformFacts platform, FirelyClients clients)
    {
        switch (call.Name)
        {
            case "Read" or "Refresh":
                return JudgeInstance("GET", call, platform, clients);
            case "Update":
                return SayHow(JudgeInstance("PUT", call, platform, clients));
            case "Delete":
                return JudgeInstance("DELETE", call, platform, clients);
            case "Patch":
                return JudgeInstance("PATCH", call, platform, clients);
            case "Create" when call.ResourceType is { } type:
                return (platform.Judge.JudgeRequest("POST", type), call.Place);
            case "DeleteHistory":
                return JudgeInstance("DELETE", call, platform, clients, "/_history");
            case "DeleteHistoryVersion":
                return JudgeInstance("DELETE", call, platform, clients);
            case "TypeHistory" when call.ResourceType is { } type:
                return (platform.Judge.JudgeRequest("GET", type + "/_history"), call.Place);
            case "History":
                return JudgeInstance("GET", call, platform, clients, "/_history");
            case "WholeSystemHistory":
                return (platform.Judge.JudgeRequest("GET", "_history"), call.Place);
            case "WholeSystemSearch" or "WholeSystemSearchUsingPost":
                return (platform.Judge.JudgeRequest("GET", ""), call.Place);
            case "Transaction":
                return (platform.Judge.JudgeRequest("POST", ""), call.Place);
            case "WholeSystemOperation" or "TypeOperation" or "InstanceOperation":
                return JudgeOperation(call, platform, clients);
            case "Operation":
                return call.Has("operationName") ? JudgeOperation(call, platform, clients) : JudgeInstance("POST", call, platform, clients, parameter: "operation");
            default:
                return FirelyOperations.Find(call.Name) is { } operation ? JudgeNamedOperation(operation, call, platform, clients) : (System.Array.Empty<CapabilityVerdict>(), call.Place);
        }
    }

    // An extension method whose name says the operation.
    private static (IReadOnlyList<CapabilityVerdict> Verdicts, Location Place) JudgeNamedOperation(
        (string Operation, string? ResourceType, bool CanAskSystem) named, FirelyCall call, PlatformFacts platform, FirelyClients clients)
    {
        var type = named.ResourceType ?? call.ResourceType ?? InstanceOf(call, clients, "location")?.Path.Split('/')[0];
        var isKnown = type is not null || (named.CanAskSystem && !call.Has("location") && !call.Has("type"));
        var verdict = isKnown ? platform.Judge.JudgeOperation(type, named.Operation) : CapabilityVerdict.Supported;
        return (verdict.IsSupported ? System.Array.Empty<CapabilityVerdict>() : new[] { verdict }, call.Place);
    }

    /// <summary>The resource that an address names, or else one of the call's resource type.</summary>
    private static (IReadOnlyList<CapabilityVerdict> Verdicts, Location Place) JudgeInstance(
        string verb, FirelyCall call, PlatformFacts platform, FirelyClients clients, string suffix = "", string parameter = "location")
    {
        // Without versionAware the client sends no If-Match, whatever the resource's version is. A variable may be either.
        var hasVersion = verb != "PUT" || (call.Argument("versionAware") is { } aware && ValueReader.Unwrap(aware).ConstantValue is not { HasValue: true, Value: false });
        if (InstanceOf(call, clients, parameter) is var (path, place))
        {
            return (platform.Judge.JudgeRequest(verb, path + suffix, hasVersion), place);
        }

        return call.ResourceType is { } type
            ? (platform.Judge.JudgeRequest(verb, type + "/1" + suffix, hasVersion), call.Place)
            : (System.Array.Empty<CapabilityVerdict>(), call.Place);
    }

    /// <summary>How a conditional write is judged; null where a method is none.</summary>
    public static Func<CapabilityJudge, SearchQuery, IReadOnlyList<CapabilityVerdict>>? ConditionOf(string method) => method switch
    {
        "ConditionalCreate" => static (judge, criteria) => judge.JudgeConditional(ConditionalSupport.Create, criteria),
        "ConditionalUpdate" => static (judge, criteria) => judge.JudgeConditional(ConditionalSupport.Update, criteria),
        "ConditionalDeleteSingle" => static (judge, criteria) => judge.JudgeConditional(ConditionalSupport.DeleteSingle, criteria),
        "ConditionalDeleteMultiple" => static (judge, criteria) => judge.JudgeConditional(ConditionalSupport.DeleteMultiple, criteria),
        "ConditionalPatch" => static (judge, criteria) => judge.JudgeConditionalPatch(criteria),
        _ => null,
    };

    private static (IReadOnlyList<CapabilityVerdict> Verdicts, Location Place) SayHow((IReadOnlyList<CapabilityVerdict> Verdicts, Location Place) judged) =>
        judged.Verdicts.Count == 1 && judged.Verdicts[0] is { Id: CapabilityIds.IfMatchRequired } verdict
            ? (new[] { verdict with { Message = verdict.Message + " Call it with versionAware: true." } }, judged.Place)
            : judged;

    private static (IReadOnlyList<CapabilityVerdict> Verdicts, Location Place) JudgeOperation(FirelyCall call, PlatformFacts platform, FirelyClients clients)
    {
        var type = call.Name is "InstanceOperation" or "Operation" ? InstanceOf(call, clients, "location")?.Path.Split('/')[0] : call.ResourceType;
        var verdict = call.TextOf("operationName") is { } name && (type is not null || call.Name == "WholeSystemOperation")
            ? platform.Judge.JudgeOperation(type, name.TrimStart('$'))
            : CapabilityVerdict.Supported;
        return (verdict.IsSupported ? System.Array.Empty<CapabilityVerdict>() : new[] { verdict }, call.Argument("operationName")?.Syntax.GetLocation() ?? call.Place);
    }

    /// <summary>The path of an address below the server's base, where its resource type is known.</summary>
    private static (string Path, Location Place)? InstanceOf(FirelyCall call, FirelyClients clients, string parameter)
    {
        if (call.AddressOf(parameter) is not { } text)
        {
            return null;
        }

        var below = clients.BelowBase(text.Text);
        var path = text.Text.Substring(below).TrimEnd('/');
        var slash = path.IndexOf('/');
        return slash > 0 && path[0] is >= 'A' and <= 'Z' && path.IndexOf(QueryText.Hole, 0, slash) < 0
            ? (path.Replace(QueryText.Hole, '1'), text.LocationOf(below, path.Length))
            : null;
    }
}
