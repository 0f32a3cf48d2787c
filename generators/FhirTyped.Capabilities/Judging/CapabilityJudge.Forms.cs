using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What FHIR itself says of how a criterion is written, whatever a platform declares.
public sealed partial class CapabilityJudge
{
    private static readonly char[] Signs = { '<', '>', '=', '!', '~', '\u2264', '\u2265', '\u2260', '\u2248' };

    /// <summary>What is wrong with single criteria by FHIR's own word.</summary>
    private void JudgeForms(SearchQuery query, List<CapabilityVerdict> verdicts)
    {
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            JudgeForm(query.ResourceType, query.Criteria[i], i, verdicts);
        }
    }

    private void JudgeForm(string resourceType, SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        JudgeEmptyValues(criterion, index, verdicts);
        if (criterion.Name is "_include" or "_revinclude")
        {
            foreach (var verdict in JudgeIncludes(resourceType, criterion))
            {
                // That the type itself is not declared was said.
                if (verdict.Id != CapabilityIds.Resource)
                {
                    Add(verdicts, verdict, index);
                }
            }

            return;
        }

        if (JudgeNameWithComparison(resourceType, criterion) is { } compared)
        {
            Add(verdicts, compared, index);
        }

        JudgeSigns(resourceType, criterion, index, verdicts);
    }

    private void JudgeEmptyValues(SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        for (var i = 0; i < criterion.Values.Count; i++)
        {
            if (criterion.Values[i].IsKnown && string.IsNullOrWhiteSpace(criterion.Values[i].Escaped))
            {
                Add(verdicts, Unsupported(CapabilityIds.EmptyValue, Quote(criterion, "A search parameter") + " has an empty value: " + Manifest.Name
                    + " would drop the filter; give a value, or leave the criterion out"), index, i);
            }
        }
    }

    /// <summary>Values that begin with a sign (<c>&gt;2020</c>) where FHIR's prefixes are letters, by the type that R4 gives the parameter.</summary>
    private void JudgeSigns(string resourceType, SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        if (criterion.Modifier.Length > 0 || criterion.Chain.Length > 0 || R4Definitions.FindSearchParameter(resourceType, criterion.Name) is not { } parameter)
        {
            return;
        }

        for (var i = 0; i < criterion.Values.Count; i++)
        {
            if (JudgeSign(parameter.Name, parameter.Type, criterion.Values[i]) is { } verdict)
            {
                Add(verdicts, verdict, index, i);
            }
        }
    }

    /// <summary>A value that begins with a sign; null where it does not.</summary>
    private CapabilityVerdict? JudgeSign(string parameter, SearchParameterType type, SearchValue value) =>
        IsCompared(type) && value.Escaped is { Length: > 0 } text && System.Array.IndexOf(Signs, text[0]) >= 0
            ? Unsupported(CapabilityIds.Prefix, "The value of '" + parameter + "' begins with a sign, and FHIR compares by letters: write " + SearchPrefixes.WordOf(PrefixOf(text)))
            : null;

    /// <summary>A comparison in the name (<c>date&gt;=2020</c>, of which the name is <c>date&gt;</c>); null where there is none.</summary>
    private CapabilityVerdict? JudgeNameWithComparison(string resourceType, SearchCriterion criterion)
    {
        var sign = IndexOfSign(criterion.Name);
        if (sign <= 0)
        {
            return null;
        }

        var name = criterion.Name.Substring(0, sign);
        var declared = Manifest.FindResource(resourceType) is { } resource ? FindSearchParameter(resource, name) : null;
        return declared is null && R4Definitions.FindSearchParameter(resourceType, name) is null
            ? null
            : Unsupported(CapabilityIds.Prefix, "'" + name + "' is compared in its name, and FHIR compares in the value: write " + name + "="
                + SearchPrefixes.WordOf(PrefixOf(criterion.Name.Substring(sign) + (sign == criterion.Name.Length - 1 ? "=" : ""))) + " before it");
    }

    // Faster than IndexOfAny, which prepares itself for long texts.
    private static int IndexOfSign(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsOfName(name[i]) && System.Array.IndexOf(Signs, name[i]) >= 0)
            {
                return i;
            }
        }

        return -1;

        static bool IsOfName(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';
    }

    private static bool IsCompared(SearchParameterType type) =>
        type is SearchParameterType.Date or SearchParameterType.Number or SearchParameterType.Quantity;

    /// <summary>The prefix that a sign means.</summary>
    private static SearchPrefix PrefixOf(string text)
    {
        var second = text.Length > 1 ? text[1] : ' ';
        return text[0] switch
        {
            '<' => second == '=' ? SearchPrefix.LessOrEqual : second == '>' ? SearchPrefix.NotEqual : SearchPrefix.LessThan,
            '>' => second == '=' ? SearchPrefix.GreaterOrEqual : SearchPrefix.GreaterThan,
            '\u2264' => SearchPrefix.LessOrEqual,
            '\u2265' => SearchPrefix.GreaterOrEqual,
            '!' or '\u2260' => SearchPrefix.NotEqual,
            '~' or '\u2248' => SearchPrefix.Approximate,
            _ => SearchPrefix.Equal,
        };
    }
}
