using System;
using System.Collections.Generic;
using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>
/// What the reference parameters of a platform are good for, as the judge sees it: to which of the resource types that can be
/// searched they lead, whether they may be included, and for which resource types they may be included in reverse.
/// </summary>
internal sealed class ReferenceTargets
{
    /// <summary>Up to how many resource types a set is named by all of them.</summary>
    private const int MaximumNamed = 4;

    private readonly CapabilityJudge _judge;
    private readonly List<string> _searchable = new();

    /// <summary>Asks the judge which resource types can be searched.</summary>
    public ReferenceTargets(CapabilityJudge judge)
    {
        _judge = judge;
        foreach (var resource in judge.Manifest.Resources)
        {
            if (judge.JudgeInteraction(resource.Type, FhirInteraction.SearchType).IsSupported)
            {
                _searchable.Add(resource.Type);
            }
        }
    }

    /// <summary>
    /// The set for a parameter of a resource type; null where it is no reference. A parameter that is not one of FHIR R4 leads nowhere,
    /// since nobody says where.
    /// </summary>
    public TargetSetModel? Find(string resourceType, SearchParameterCapability parameter)
    {
        if (parameter.Type != SearchParameterType.Reference)
        {
            return null;
        }

        var standard = R4Definitions.FindSearchParameter(resourceType, parameter.Name);
        var isAny = standard is not null && standard.PossibleTargets.Contains("*");
        var include = resourceType + ":" + parameter.Name;
        var types = new List<string>();
        var reverse = new List<string>();
        foreach (var type in _searchable)
        {
            var isTarget = isAny || (standard is not null && standard.PossibleTargets.Contains(type));
            if (isTarget)
            {
                types.Add(type);
            }

            if ((isTarget || standard is null) && _judge.AllowsInclude(type, include, isReverse: true))
            {
                reverse.Add(type);
            }
        }

        var isIncludable = _judge.AllowsInclude(resourceType, include, isReverse: false);
        return new(NameOf(types, isAny) + SuffixOf(types, isIncludable, reverse), new(types), isIncludable, new(reverse));
    }

    /// <summary>
    /// Whether a chain from a parameter has to name the type of the target: not where the standard knows only one. Servers go by the
    /// targets that the definition names, and some refuse a chain that leaves the type open.
    /// </summary>
    public static bool NamesTarget(string resourceType, string parameter) =>
        R4Definitions.FindSearchParameter(resourceType, parameter) is not { Targets.Count: 1 } standard || standard.Targets[0] == "*";

    /// <summary>A name that follows from the contents alone, so that each file can be emitted without knowing the others.</summary>
    private static string NameOf(List<string> types, bool isAny)
    {
        if (types.Count == 0)
        {
            return "Nothing";
        }

        if (isAny)
        {
            return "Any";
        }

        var all = string.Join("Or", types);
        return types.Count <= MaximumNamed ? all : "OneOf" + types.Count.ToString(CultureInfo.InvariantCulture) + "_" + StableHash.Of(all);
    }

    /// <summary>What distinguishes sets of the same types: nothing where everything may be included, in both directions.</summary>
    private static string SuffixOf(List<string> types, bool isIncludable, List<string> reverse)
    {
        if (reverse.Count == 0)
        {
            return isIncludable ? types.Count == 0 ? "" : "WithoutRevInclude" : "WithoutIncludes";
        }

        var all = string.Join(",", reverse);
        return (isIncludable ? "" : "WithoutInclude") + (all == string.Join(",", types) ? "" : "_" + StableHash.Of(all));
    }
}
