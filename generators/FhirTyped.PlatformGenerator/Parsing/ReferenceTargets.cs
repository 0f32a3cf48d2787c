using System;
using System.Collections.Generic;
using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>To which resource types the reference parameters of a platform lead, of those that the platform can search.</summary>
internal sealed class ReferenceTargets
{
    /// <summary>Up to how many resource types a set is named by all of them.</summary>
    private const int MaximumNamed = 4;

    private readonly List<string> _searchable = new();

    /// <summary>Asks the judge which resource types can be searched.</summary>
    public ReferenceTargets(CapabilityJudge judge)
    {
        foreach (var resource in judge.Manifest.Resources)
        {
            if (judge.JudgeInteraction(resource.Type, FhirInteraction.SearchType).IsSupported)
            {
                _searchable.Add(resource.Type);
            }
        }
    }

    /// <summary>
    /// The set for a parameter of a resource type; null where it is no reference, no parameter of FHIR R4 (so that nobody says
    /// where it leads), or leads nowhere that can be searched.
    /// </summary>
    public TargetSetModel? Find(string resourceType, SearchParameterCapability parameter)
    {
        if (parameter.Type != SearchParameterType.Reference || R4Definitions.FindSearchParameter(resourceType, parameter.Name) is not { } standard)
        {
            return null;
        }

        var isAny = standard.Targets.Contains("*");
        var types = new List<string>();
        foreach (var type in _searchable)
        {
            if (isAny || standard.Targets.Contains(type))
            {
                types.Add(type);
            }
        }

        return types.Count == 0 ? null : new(NameOf(types, isAny), new(types));
    }

    /// <summary>Whether a chain from a parameter has to name the type of the target: not where the standard knows only one.</summary>
    public static bool NamesTarget(string resourceType, string parameter) =>
        R4Definitions.FindSearchParameter(resourceType, parameter) is not { Targets.Count: 1 } standard || standard.Targets[0] == "*";

    /// <summary>A name that follows from the contents alone, so that each file can be emitted without knowing the others.</summary>
    private static string NameOf(List<string> types, bool isAny)
    {
        if (isAny)
        {
            return "Any";
        }

        var all = string.Join("Or", types);
        return types.Count <= MaximumNamed ? all : "OneOf" + types.Count.ToString(CultureInfo.InvariantCulture) + "_" + StableHash.Of(all);
    }
}
