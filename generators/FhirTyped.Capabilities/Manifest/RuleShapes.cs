using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// The table of the rule verbs. The reader, the check, the miner and the list of platforms go by it; the JSON Schema and the guide are compared
/// with it by a test. A new verb is a value of <see cref="RuleVerb"/>, its row here, and what the judge does with it.
/// </summary>
internal static class RuleShapes
{
    /// <summary>Every verb, in the order of <see cref="RuleVerb"/>.</summary>
    public static IReadOnlyList<RuleShape> All { get; } = new RuleShape[]
    {
        new(RuleVerb.RequiresOneOf, "requires_one_of", RuleForm.ListOfLists, RuleNames.Values, """[["patient", "category"], ["_id"]]""",
            "A search must hold all parameters of at least one of these sets."),
        new(RuleVerb.RequiresWith, "requires_with", RuleForm.ObjectOfLists, RuleNames.Keys | RuleNames.Values, """{"given": ["family"]}""",
            "A parameter is only taken together with all of these."),
        new(RuleVerb.ActiveWhen, "active_when", RuleForm.ObjectOfObjects, RuleNames.Keys, """{"onset": {"category": ["problem-list-item"]}}""",
            "A parameter only has effect where another one has one of these values."),
        new(RuleVerb.IgnoresOthers, "ignores_others", RuleForm.List, RuleNames.Values, """["_id"]""",
            "Beside these parameters, every other filter is ignored."),
        new(RuleVerb.Excludes, "excludes", RuleForm.ListOfLists, RuleNames.Values, """[["patient", "subject"]]""",
            "The parameters of a set cannot be used together.") { LeastInSet = 2 },
        new(RuleVerb.Values, "values", RuleForm.ObjectOfLists, RuleNames.Keys, """{"status": ["active", "on-hold"]}""",
            "Only these values of a parameter are accepted."),
        new(RuleVerb.Modifiers, "modifiers", RuleForm.ObjectOfLists, RuleNames.Keys, """{"family": ["exact", "contains"]}""",
            "Only these modifiers of a parameter are accepted: those of FHIR R4, or the name of a resource type.")
            { Words = SearchWords.Modifiers, WordKind = "modifier", TakesResourceTypes = true },
        new(RuleVerb.Prefixes, "prefixes", RuleForm.ObjectOfLists, RuleNames.Keys, """{"date": ["ge", "le"]}""",
            "Only these comparison prefixes of a parameter are accepted; eq is also a value without a prefix.")
            { Words = SearchPrefixes.Words, WordKind = "comparison prefix" },
        new(RuleVerb.MaxOccurs, "max_occurs", RuleForm.ObjectOfCounts, RuleNames.Keys, """{"date": 2}""",
            "A parameter may be given at most so many times."),
        new(RuleVerb.OrOnly, "or_only", RuleForm.List, RuleNames.Values, """["code"]""",
            "Several values are taken as one comma list only, never by repetition."),
        new(RuleVerb.Default, "default", RuleForm.ObjectOfStrings, RuleNames.Keys, """{"_count": "50"}""",
            "What the server applies where the parameter is absent."),
        new(RuleVerb.Ignored, "ignored", RuleForm.List, RuleNames.Values, """["_sort"]""",
            "The server ignores these parameters."),
        new(RuleVerb.IncludeScope, "include_scope", RuleForm.ObjectOfStrings, RuleNames.None, """{"Slot:schedule": "Schedule.read"}""",
            "An include needs this further scope."),
        new(RuleVerb.IfMatch, "if_match", RuleForm.WordOrStatuses, RuleNames.None, "\"required\"",
            "Writes need If-Match; or the HTTP statuses with which the platform refuses one without it, and one of an old version.")
            { Words = new(new[] { "required" }), Keys = new(new[] { "missing", "stale" }) },
        new(RuleVerb.SearchPost, "search_post", RuleForm.Boolean, RuleNames.None, "true",
            "Whether search by POST to _search is taken."),
        new(RuleVerb.SystemRequired, "system_required", RuleForm.List, RuleNames.Values, """["identifier"]""",
            "These token parameters need a system before the code."),
        new(RuleVerb.PagingHosts, "paging_hosts", RuleForm.List, RuleNames.None, """["pages.example.org"]""",
            "Hosts to which next links may lead, beside the base address. The platform's own host lets them leave the path of the base address.") { Listed = "hosts" },
        new(RuleVerb.PageLinks, "page_links", RuleForm.Word, RuleNames.None, "\"relative\"",
            "The links of a page are relative to the base address, although they begin with a slash.") { Words = new(new[] { "relative" }) },
        new(RuleVerb.ClosedRange, "closed_range", RuleForm.List, RuleNames.Values, """["date"]""",
            "A bound of these parameters is only taken together with one from the other side."),
        new(RuleVerb.HandlingStrict, "handling_strict", RuleForm.Boolean, RuleNames.None, "true",
            "Whether Prefer: handling=strict is honoured: a search is then refused where something would be left out of it."),
        new(RuleVerb.PagingParameters, "paging_parameters", RuleForm.List, RuleNames.None, """["cursor"]""",
            "The parameters that make an address one of a further page, which the server itself gives: it is no search that somebody wrote."),
        new(RuleVerb.Chains, "chains", RuleForm.Boolean, RuleNames.None, "false",
            "Whether chained searches (subject.name) are taken. Where neither this nor the statement says so, nothing is said of them."),
        new(RuleVerb.ReverseChains, "reverse_chains", RuleForm.Boolean, RuleNames.None, "false",
            "Whether _has is taken, where the statement does not list it."),
        new(RuleVerb.ModifierRequired, "modifier_required", RuleForm.ObjectOfLists, RuleNames.Keys, """{"patient": ["identifier"]}""",
            "A parameter is only taken with one of these modifiers: those of FHIR R4, or the name of a resource type.")
            { Words = SearchWords.Modifiers, WordKind = "modifier", TakesResourceTypes = true },
    };

    /// <summary>The names of all verbs, in the order of <see cref="RuleVerb"/>.</summary>
    public static EquatableArray<string> Names { get; } = NamesOfAll();

    /// <summary>The row of a verb.</summary>
    public static RuleShape Of(RuleVerb verb) => All[(int)verb];

    /// <summary>The row of a name, or null where there is none of that name.</summary>
    public static RuleShape? Find(string name)
    {
        foreach (var shape in All)
        {
            if (shape.Name == name)
            {
                return shape;
            }
        }

        return null;
    }

    private static EquatableArray<string> NamesOfAll()
    {
        var names = new List<string>();
        foreach (var shape in All)
        {
            names.Add(shape.Name);
        }

        return new(names);
    }
}
