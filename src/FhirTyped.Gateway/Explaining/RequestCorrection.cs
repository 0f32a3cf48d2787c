using FhirTyped.Capabilities;
using FhirTyped.Raw;

namespace FhirTyped.Gateway;

/// <summary>Makes of a request that is refused one that is not, by what the judge itself says would be right. What it makes is judged again, and given only where nothing is refused any more.</summary>
internal static class RequestCorrection
{
    private const string Id = "_id";

    /// <summary>The address of the corrected request, below the base address; null where there is nothing to correct, or nobody knows how.</summary>
    public static string? Find(FhirCall call, RawRequest raw, IReadOnlyList<CapabilityVerdict> verdicts, GatewayPlatform platform)
    {
        if (!platform.Exchange.IsRefused(verdicts) || raw.Bundle is not null)
        {
            return null;
        }

        var question = call.RelativeUrl.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? call.RelativeUrl : call.RelativeUrl[..question];
        var parts = question < 0 ? [] : call.RelativeUrl[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        var type = new JudgedType(platform.Descriptor.Manifest, raw.Route.ResourceType);
        foreach (var verdict in verdicts)
        {
            path = WithType(path, raw.Route, verdict);
            Correct(parts, raw.Criteria, verdict, type);
        }

        foreach (var verdict in verdicts.Where(static verdict => verdict.Remedies.Count > 0))
        {
            Complete(parts, verdict, type);
        }

        var corrected = parts.Count == 0 ? path : path + "?" + string.Join('&', parts);
        return corrected != call.RelativeUrl && IsTaken(call with { RelativeUrl = corrected }, platform) ? corrected : null;
    }

    private static bool IsTaken(FhirCall call, GatewayPlatform platform)
    {
        try
        {
            return !platform.Exchange.IsRefused(platform.Exchange.Judge(call));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string WithType(string path, FhirRoute route, CapabilityVerdict verdict) =>
        verdict is { CriterionIndex: < 0, Suggestion: { } suggestion } && route.ResourceType.Length > 0 && path.StartsWith(route.ResourceType, StringComparison.Ordinal) && R4Definitions.IsResourceType(suggestion)
            ? suggestion + path[route.ResourceType.Length..]
            : path;

    private static void Correct(List<string> parts, SearchQuery? criteria, CapabilityVerdict verdict, JudgedType type)
    {
        var index = verdict.CriterionIndex;
        if (index < 0 || criteria is null || index >= criteria.Criteria.Count || index >= parts.Count)
        {
            return;
        }

        var equals = parts[index].IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return;
        }

        var criterion = criteria.Criteria[index];
        if (verdict.Suggestion is { } suggestion)
        {
            parts[index] = criterion.FullName.Replace(criterion.Name, suggestion, StringComparison.Ordinal) + parts[index][equals..];
        }
        else if (verdict.ValueIndex >= 0 && verdict.ValueIndex < criterion.Values.Count && RightValueOf(verdict, criterion, type) is { } value)
        {
            var values = criterion.Values.Select((one, at) => at == verdict.ValueIndex ? value : one.Escaped);
            parts[index] = parts[index][..(equals + 1)] + Uri.EscapeDataString(string.Join(',', values)).Replace("%2C", ",", StringComparison.Ordinal);
        }
    }

    // The judge says it where it knows it, without the comparison prefix; of the values that a platform lists, the nearest is meant.
    private static string? RightValueOf(CapabilityVerdict verdict, SearchCriterion criterion, JudgedType type)
    {
        var written = criterion.Values[verdict.ValueIndex];
        if (verdict.RightValue is { } right)
        {
            return written is { Escaped: { } escaped, Prefix: var prefix } && escaped.StartsWith(prefix, StringComparison.Ordinal) ? prefix + right : right;
        }

        return verdict.Id == CapabilityIds.Value && written.IsKnown ? NearestName.Find(written.TokenCode, AcceptedValues(type, criterion.Name)) : null;
    }

    /// <summary>Adds what is missing, where the platform itself lists values of which one can be taken.</summary>
    private static void Complete(List<string> parts, CapabilityVerdict verdict, JudgedType type)
    {
        foreach (var clause in verdict.Remedies)
        {
            var missing = clause.Values.Where(name => !parts.Exists(part => IsOf(part, name))).ToList();
            if (missing.Count > 0 && !missing.Contains(Id) && missing.TrueForAll(name => AcceptedValues(type, name).Count > 0))
            {
                parts.AddRange(missing.Select(name => name + "=" + Uri.EscapeDataString(AcceptedValues(type, name)[0])));
                return;
            }
        }
    }

    // Those that a rule of the platform lists.
    private static EquatableArray<string> AcceptedValues(JudgedType type, string parameter) => type.FindClause(RuleVerb.Values, parameter) is var (_, clause) ? clause.Values : default;

    private static bool IsOf(string part, string name) => part.StartsWith(name, StringComparison.Ordinal) && (part.Length == name.Length || part[name.Length] is '=' or ':' or '%');
}
