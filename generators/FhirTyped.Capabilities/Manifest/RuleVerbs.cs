namespace FhirTyped.Capabilities;

/// <summary>The names of the rule verbs in a platform file.</summary>
public static class RuleVerbs
{
    /// <summary>Every name, in the order of <see cref="RuleVerb"/>.</summary>
    public static EquatableArray<string> Names { get; } = new(new[]
    {
        "requires_one_of", "requires_with", "active_when", "ignores_others", "excludes", "values", "modifiers", "prefixes",
        "max_occurs", "or_only", "default", "ignored", "include_scope", "if_match", "search_post", "system_required", "paging_hosts",
        "page_links", "closed_range", "handling_strict", "paging_parameters", "chains", "reverse_chains", "modifier_required",
    });

    /// <summary>The name of a verb in a platform file.</summary>
    public static string ToName(this RuleVerb verb) => Names[(int)verb];

    /// <summary>The verb of a name, or null where there is none of that name.</summary>
    public static RuleVerb? FromName(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return (RuleVerb)i;
            }
        }

        return null;
    }
}
