using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>
/// The name of a criterion as FHIR means it: the references of its chain, the parameter at the end, and its modifier. Parameters that look at
/// the same element have the same key: <c>patient</c> of an Observation is its <c>subject</c>, where that is a Patient.
/// </summary>
internal sealed class ParameterPath
{
    private const string Has = "_has:";

    // Parameters of every type that have no expression to be found by.
    private static readonly string[] OtherFilters = ["_has", "_list", "_filter", "_type", "_in"];

    private readonly List<(string Key, IReadOnlyList<string> Types)> _steps = [];

    private ParameterPath(string name) => Name = name;

    /// <summary>The name of the last parameter as it is written, without its modifier.</summary>
    public string Name { get; private set; }

    /// <summary>What the last parameter is compared by.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Its modifier; empty for none, and for a resource type, which is <see cref="TargetType"/>.</summary>
    public string Modifier { get; private set; } = "";

    /// <summary>Its type; null where it is not known.</summary>
    public SearchParameterType? Type { get; private set; }

    /// <summary>Its definition, where there is but one.</summary>
    public SearchParameterDefinition? Definition { get; private set; }

    /// <summary>The type of resource that a reference leads to by its name or modifier; null where there are several.</summary>
    public string? TargetType { get; private set; }

    /// <summary>Whether there is such a parameter: what is in a link for the server's own use is none.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Whether it is a parameter of what is searched, and not of something that a chain leads to.</summary>
    public bool IsDirect => _steps.Count == 0;

    /// <summary>Reads a name with its modifiers and chain.</summary>
    /// <param name="resourceType">The type that is searched.</param>
    /// <param name="fullName">The name: <c>subject:Patient.family:exact</c>, <c>_has:Observation:patient:code</c>.</param>
    /// <param name="judge">What the platform declares; null for nothing.</param>
    public static ParameterPath Read(string resourceType, string fullName, CapabilityJudge? judge)
    {
        var path = new ParameterPath(fullName) { IsKnown = IsFilter(resourceType, fullName, judge) };
        IReadOnlyList<string> types = [resourceType];
        var rest = fullName;
        while (true)
        {
            if (rest.StartsWith(Has, StringComparison.Ordinal))
            {
                var parts = rest.Split(':', 4);
                if (parts.Length < 4)
                {
                    break;
                }

                types = [parts[1]];
                path._steps.Add((Has + parts[1] + ":" + KeyOf(types, parts[2]).Key, types));
                rest = parts[3];
                continue;
            }

            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                break;
            }

            types = path.Follow(types, rest[..dot], NameOf(rest[(dot + 1)..]));
            rest = rest[(dot + 1)..];
        }

        path.End(types, rest, judge);
        return path;
    }

    /// <summary>Whether two names ask for the same.</summary>
    public Agreement Compare(ParameterPath used)
    {
        if (Key != used.Key || Modifier != used.Modifier || _steps.Count != used._steps.Count)
        {
            return Agreement.Different;
        }

        var worst = Agreement.Equal;
        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i].Key != used._steps[i].Key)
            {
                return Agreement.Different;
            }

            if (!new HashSet<string>(_steps[i].Types, StringComparer.Ordinal).SetEquals(used._steps[i].Types))
            {
                // A chain without its type leads to all that have the parameter.
                worst = _steps[i].Types.Intersect(used._steps[i].Types).Any() ? Agreement.Unclear : Agreement.Different;
            }

            if (worst == Agreement.Different)
            {
                return worst;
            }
        }

        return worst;
    }

    private IReadOnlyList<string> Follow(IReadOnlyList<string> types, string segment, string next)
    {
        var colon = segment.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? segment : segment[..colon];
        var (key, restriction) = KeyOf(types, name);
        IReadOnlyList<string> targets = colon >= 0 ? [segment[(colon + 1)..]]
            : restriction is not null ? [restriction]
            : [.. types.SelectMany(type => R4Definitions.TargetsOf(type, name)).Distinct()];
        var having = colon >= 0 ? [] : targets.Where(type => next == "_has" || R4Definitions.FindSearchParameter(type, next) is not null).ToList();
        targets = having.Count > 0 ? having : targets;
        _steps.Add((key, targets));
        return targets;
    }

    private void End(IReadOnlyList<string> types, string segment, CapabilityJudge? judge)
    {
        Name = NameOf(segment);
        Modifier = Name.Length < segment.Length ? segment[(Name.Length + 1)..] : "";
        Modifier = Modifier == "ofType" ? "of-type" : Modifier;
        Type = TypeOf(types, Name, judge);
        Definition = types.Count == 1 ? SearchParameterDefinitions.Find(types[0], Name) : null;
        (Key, var restriction) = Type == SearchParameterType.Reference ? KeyOf(types, Name) : (Name, null);
        if (R4Definitions.IsResourceType(Modifier))
        {
            TargetType = Modifier;
            Modifier = "";
        }
        else if (Type == SearchParameterType.Reference)
        {
            TargetType = restriction ?? (types.Count == 1 && R4Definitions.TargetsOf(types[0], Name) is [var only] ? only : null);
        }
    }

    private static string NameOf(string segment)
    {
        var end = segment.AsSpan().IndexOfAny(".:");
        return end < 0 ? segment : segment[..end];
    }

    private static SearchParameterType? TypeOf(IReadOnlyList<string> types, string name, CapabilityJudge? judge)
    {
        SearchParameterType? found = null;
        foreach (var type in types)
        {
            var one = R4Definitions.FindSearchParameter(type, name)?.Type ?? FindDeclared(type, name, judge)?.Type;
            if (one is not null && found is not null && one != found)
            {
                return null;
            }

            found = one ?? found;
        }

        return found;
    }

    /// <summary>Whether a name is one of a filter, as far as anybody knows: what <see cref="IsKnown"/> is, without reading all of it.</summary>
    public static bool IsFilter(string resourceType, string fullName, CapabilityJudge? judge)
    {
        var name = NameOf(fullName);
        return R4Definitions.FindSearchParameter(resourceType, name) is not null || OtherFilters.Contains(name) || FindDeclared(resourceType, name, judge) is not null;
    }

    private static SearchParameterCapability? FindDeclared(string type, string name, CapabilityJudge? judge) => judge is null || R4Definitions.IsResultParameter(name) ? null
        : judge.Manifest.FindResource(type)?.FindSearchParameter(name)
            ?? judge.Manifest.SystemSearchParameters.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>What a reference is compared by, and the one type to which its expression keeps it.</summary>
    private static (string Key, string? Restriction) KeyOf(IReadOnlyList<string> types, string name)
    {
        if (types.Count != 1 || SearchParameterDefinitions.Find(types[0], name) is not { Type: SearchParameterType.Reference, ExpressionText: { } text })
        {
            return (name, null);
        }

        const string Begin = ".where(resolve() is ";
        var at = text.IndexOf(Begin, StringComparison.Ordinal);
        return at < 0 ? (text, null)
            : text.EndsWith(')') && text.IndexOf(Begin, at + 1, StringComparison.Ordinal) < 0 ? (text[..at], text[(at + Begin.Length)..^1])
            : (name, null);
    }
}
