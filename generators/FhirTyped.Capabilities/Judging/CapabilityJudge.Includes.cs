using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What may be included.
public sealed partial class CapabilityJudge
{
    private readonly ConcurrentDictionary<(string ResourceType, bool IsReverse), DeclaredIncludes> _includes = new();

    /// <summary>Whether a value of <c>_include</c> or <c>_revinclude</c>, for example <c>Observation:subject</c>, is declared.</summary>
    public CapabilityVerdict JudgeInclude(string resourceType, string include, bool isReverse)
    {
        if (Manifest.FindResource(resourceType) is not { } resource)
        {
            return JudgeResource(resourceType);
        }

        var declared = isReverse ? resource.SearchRevIncludes : resource.SearchIncludes;
        var name = isReverse ? "_revinclude" : "_include";
        if (declared.Count == 0)
        {
            return Undeclared(CapabilityIds.Include, Manifest.Name + " declares no " + name + " on " + resourceType + ": ask for those resources by themselves");
        }

        if (DeclaredIncludesOf(resource, isReverse).Contain(include))
        {
            return CapabilityVerdict.Supported;
        }

        return NotDeclared(CapabilityIds.Include, Manifest.Name + _lacks
            + (NamesType(include) ? name + "=" + include : "this " + name) + " on " + resourceType,
            NearestInclude(include, declared));
    }

    /// <summary>
    /// Whether there is an include by a parameter, for example <c>Observation:subject</c>, that is not unsupported, be it for one target
    /// only. It is what <see cref="JudgeInclude"/> says without its words: a generator asks for every parameter of every resource type.
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

    private DeclaredIncludes DeclaredIncludesOf(ResourceCapability resource, bool isReverse) => _includes.GetOrAdd(
        (resource.Type, isReverse),
        _ => isReverse ? new(resource.SearchRevIncludes, null) : new(resource.SearchIncludes, resource.Type));

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
        var direct = JudgeInclude(resourceType, include, isReverse);
        var type = include.Split(':')[0];
        if (direct.IsSupported || Manifest.FindResource(type) is null)
        {
            return direct;
        }

        return JudgeInclude(type, include, isReverse).IsSupported
            ? CapabilityVerdict.Supported
            : direct with { Support = CapabilitySupport.Undeclared };
    }

    // Only what has the form of an include is repeated in a message: anything else might be a value in the wrong place.
    private static bool NamesType(string include) => R4Definitions.IsResourceType(include.Split(':')[0]);
}
