using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What may be included: https://hl7.org/fhir/R4/search.html#include.
public sealed partial class CapabilityJudge
{
    private readonly ConcurrentDictionary<string, DeclaredIncludes> _includes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeclaredIncludes> _revIncludes = new(StringComparer.Ordinal);

    /// <summary>Whether a value of <c>_include</c> or <c>_revinclude</c>, for example <c>Observation:subject</c>, is declared.</summary>
    /// <remarks>One that can find nothing by FHIR's own word is not supported anywhere, unless the platform declares that very value.</remarks>
    public CapabilityVerdict JudgeInclude(string resourceType, string include, bool isReverse) => JudgeInclude(resourceType, include, isReverse, isIterated: false);

    /// <summary>
    /// Whether there is an include by a parameter, for example <c>Observation:subject</c>, that is not unsupported, be it for one target
    /// only. It is what <see cref="JudgeInclude(string, string, bool)"/> says without its words: a generator asks for every parameter of
    /// every resource type.
    /// </summary>
    public bool AllowsInclude(string resourceType, string parameter, bool isReverse)
    {
        if (Manifest.FindResource(resourceType) is not { } resource)
        {
            return false;
        }

        var declared = isReverse ? resource.SearchRevIncludes : resource.SearchIncludes;
        return declared.Count == 0 || _isAssumed || DeclaredIncludesOf(resource, isReverse).ContainParameter(parameter);
    }

    private IEnumerable<CapabilityVerdict> JudgeIncludes(string resourceType, SearchCriterion criterion)
    {
        var isReverse = criterion.Name == "_revinclude";
        for (var i = 0; i < criterion.Values.Count; i++)
        {
            if (criterion.Values[i].Escaped is { } include)
            {
                var verdict = criterion.Modifier is "iterate" or "recurse"
                    ? JudgeIterated(resourceType, include, isReverse)
                    : JudgeInclude(resourceType, include, isReverse, isIterated: false);
                yield return verdict.IsSupported ? verdict : verdict with { ValueIndex = i };
            }
        }
    }

    private CapabilityVerdict JudgeInclude(string resourceType, string include, bool isReverse, bool isIterated)
    {
        var resource = Manifest.FindResource(resourceType);
        var unknown = resource is null ? JudgeResource(resourceType) : CapabilityVerdict.Supported;
        if (unknown.Support == CapabilitySupport.Unsupported)
        {
            return unknown;
        }

        var name = isReverse ? "_revinclude" : "_include";
        var declared = resource is null ? default : isReverse ? resource.SearchRevIncludes : resource.SearchIncludes;
        if (!declared.Contains(include) && FindProblem(resourceType, include, isReverse, isIterated) is { } problem)
        {
            return NotDeclared(
                CapabilityIds.Include,
                Manifest.Name + _lacks + (MayRepeat(include) ? name + "=" + include : "this " + name) + " on " + resourceType + ": " + problem,
                NearestInclude(include, declared), isReverse ? StatementPart.RevInclude : StatementPart.Include, resourceType, "");
        }

        if (resource is null)
        {
            return unknown;
        }

        if (declared.Count == 0)
        {
            return Undeclared(CapabilityIds.Include, Manifest.Name + " declares no " + name + " on " + resourceType + ": ask for those resources by themselves");
        }

        return DeclaredIncludesOf(resource, isReverse).Contain(include)
            ? CapabilityVerdict.Supported
            : NotDeclared(
                CapabilityIds.Include,
                Manifest.Name + _lacks + (MayRepeat(include) ? name + "=" + include : "this " + name) + " on " + resourceType,
                NearestInclude(include, declared), isReverse ? StatementPart.RevInclude : StatementPart.Include, resourceType, "");
    }

    private DeclaredIncludes DeclaredIncludesOf(ResourceCapability resource, bool isReverse) => isReverse
        ? _revIncludes.GetOrAdd(resource.Type, _ => new(resource.SearchRevIncludes, null))
        : _includes.GetOrAdd(resource.Type, _ => new(resource.SearchIncludes, resource.Type));

    /// <summary>Why an include can find nothing, whatever a platform declares: by FHIR R4 and the platform's own search parameters; or null.</summary>
    private string? FindProblem(string resourceType, string include, bool isReverse, bool isIterated)
    {
        if (include == "*")
        {
            return null;
        }

        var parts = include.Split(':');
        if (parts.Length is < 2 or > 3)
        {
            return "it is not of the form Type:parameter";
        }

        if (!R4Definitions.IsResourceType(parts[0]))
        {
            return "it names no resource type of FHIR R4";
        }

        if (!isReverse && !isIterated && parts[0] != resourceType)
        {
            return "it starts from " + parts[0] + ", and what is found is of type " + resourceType + " (with :iterate it starts from what was included)";
        }

        if (parts[1] == "*")
        {
            return null;
        }

        var standard = R4Definitions.FindSearchParameter(parts[0], parts[1]);
        var own = Manifest.FindResource(parts[0]) is { } owner ? FindSearchParameter(owner, parts[1]) : null;
        return standard is null && own is null ? "neither FHIR R4 nor the platform has such a search parameter of " + parts[0]
            : (own?.Type ?? standard!.Type) != SearchParameterType.Reference ? "that search parameter is no reference"
            : parts.Length == 3 && !LeadsTo(standard, parts[2]) ? "that reference leads to no such resource type"
            : isReverse && !isIterated && !LeadsTo(standard, resourceType) ? "that reference never leads to " + resourceType
            : null;
    }

    /// <summary>Whether a reference may lead to a resource type; where one that is not R4's leads, nobody says.</summary>
    private static bool LeadsTo(R4SearchParameter? parameter, string resourceType) => R4Definitions.IsResourceType(resourceType)
        && (parameter is null || parameter.Targets.Count == 0 || parameter.Targets.Contains("*") || parameter.Targets.Contains(resourceType));

    /// <summary>The declared include of the same resource type with the nearest parameter.</summary>
    private static string? NearestInclude(string include, EquatableArray<string> declared)
    {
        var colon = include.IndexOf(':') + 1;
        var parameters = new List<string>();
        foreach (var known in declared)
        {
            if (colon > 0 && known.Length > colon && string.CompareOrdinal(known, 0, include, 0, colon) == 0)
            {
                parameters.Add(known.Substring(colon));
            }
        }

        return NearestName.FindSearchParameter(include.Substring(colon), parameters) is { } nearest ? include.Substring(0, colon) + nearest : null;
    }

    /// <summary>An include of what was included (<c>:iterate</c>) starts from another resource type, so it is looked up there too.</summary>
    private CapabilityVerdict JudgeIterated(string resourceType, string include, bool isReverse)
    {
        var direct = JudgeInclude(resourceType, include, isReverse, isIterated: true);
        var type = include.Split(':')[0];
        if (direct.IsSupported || Manifest.FindResource(type) is null)
        {
            return direct;
        }

        return JudgeInclude(type, include, isReverse, isIterated: true).IsSupported
            ? CapabilityVerdict.Supported
            : FindProblem(resourceType, include, isReverse, isIterated: true) is null ? direct with { Support = CapabilitySupport.Undeclared } : direct;
    }
}
