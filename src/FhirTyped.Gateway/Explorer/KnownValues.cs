using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>What can stand behind a search parameter at a platform, as far as that is known.</summary>
/// <param name="Modifiers">The modifiers that the judge says yes to, without the names of resource types.</param>
/// <param name="Prefixes">The comparisons that it says yes to, of a date, a number or a quantity.</param>
/// <param name="Codes">The codes that a rule or FHIR R4 itself fixes.</param>
internal sealed record KnownValues(IReadOnlyList<string> Modifiers, IReadOnlyList<string> Prefixes, IReadOnlyList<string> Codes)
{
    /// <summary>Those of a parameter.</summary>
    /// <param name="judge">The platform's judge.</param>
    /// <param name="type">What is known of the resource type.</param>
    /// <param name="parameter">The parameter.</param>
    public static KnownValues Of(CapabilityJudge judge, JudgedType type, SearchParameterCapability parameter)
    {
        if (R4Definitions.IsResultParameter(parameter.Name))
        {
            return new([], [], []);
        }

        var modifiers = SearchWords.Modifiers.Where(modifier => judge.JudgeModifier(type.Name, parameter, modifier).IsSupported).ToList();
        var known = type.Find(parameter.Name);
        var prefixes = parameter.Type is SearchParameterType.Date or SearchParameterType.Number or SearchParameterType.Quantity
            ? SearchPrefixes.Words.Where(word => known.Prefixes is not var (_, clause) || clause.Values.Contains(word)).ToList()
            : [];
        IReadOnlyList<string> codes = known.Values is var (_, values) ? values.Values
            : parameter.Type == SearchParameterType.Token && known.Codes is { } set ? [.. set.Codes]
            : [];
        return new(modifiers, prefixes, codes);
    }
}
