using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>Says of a member that a client lacks which of its platforms lack it, too: all of them, or only some.</summary>
internal static class CommonMembers
{
    /// <summary>What the platforms of a client say of a member; supported where none of them lacks it.</summary>
    /// <param name="client">The client, of one platform or of several.</param>
    /// <param name="member">The member's name in C#.</param>
    /// <param name="question">What is asked of each platform.</param>
    public static CapabilityVerdict Judge(PlatformFacts client, string member, Func<PlatformFacts, CapabilityVerdict> question)
    {
        var lacking = new List<(PlatformManifest Platform, CapabilityVerdict Verdict)>();
        var verdicts = new List<CapabilityVerdict>();
        foreach (var platform in client.Platforms)
        {
            if (question(platform) is { IsSupported: false } verdict)
            {
                lacking.Add((platform.Judge.Manifest, verdict));
                verdicts.Add(verdict);
            }
        }

        if (lacking.Count == 0)
        {
            return CapabilityVerdict.Supported;
        }

        // Only a name that all of them have is one to put in its place.
        var suggestion = question(client).Suggestion;
        return lacking.Count == client.Platforms.Count
            ? CapabilityVerdicts.Join(verdicts).WithSuggestion(suggestion)
            : CapabilityVerdicts.NotOnEvery(client.Judge.Manifest.ClassName, member, lacking, suggestion);
    }

    /// <summary>What the platforms of a client say of a property that its query does not have.</summary>
    public static CapabilityVerdict JudgeParameter(PlatformFacts client, string resourceType, string property)
    {
        var types = new List<(PlatformManifest Platform, SearchParameterType Type)>();
        string? name = null;
        foreach (var platform in client.Platforms)
        {
            if (platform.ParameterOf(resourceType, property) is { } parameter)
            {
                name ??= parameter.Name;
                types.Add((platform.Judge.Manifest, parameter.Type));
            }
        }

        var verdict = Judge(client, property, platform => name is null
            ? MissingMembers.JudgeParameter(platform.Judge, resourceType, property)
            : platform.Judge.JudgeSearchParameter(resourceType, name));

        // All of them have it, and yet the client does not.
        return verdict.IsSupported && types.Count > 1
            ? CapabilityVerdicts.NotOfOneType(client.Judge.Manifest.ClassName, property, types)
            : verdict;
    }
}
