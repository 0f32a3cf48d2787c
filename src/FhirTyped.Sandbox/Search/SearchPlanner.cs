using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Makes the plan of a search: it asks the judge, and does with each verdict what servers do.</summary>
internal sealed class SearchPlanner(SandboxServer server)
{
    internal const int DefaultPageSize = 50;
    private const int LargestPageSize = 1000;

    /// <summary>The plan of a search, or its refusal.</summary>
    /// <param name="query">The search.</param>
    /// <param name="isStrict">Whether the client asked that nothing be ignored.</param>
    /// <param name="access">What whoever asks may do.</param>
    public SearchPlan Plan(SearchQuery query, bool isStrict, Access access)
    {
        SearchedTypes.Demand(access, query);
        var ignored = Judge(query, isStrict);
        var plan = new PlanInProgress(query.ResourceType);
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            var criterion = query.Criteria[i];
            if (ignored.TryGetValue(i, out var why))
            {
                plan.Warnings.Add(why);
            }
            else if (R4Definitions.IsResultParameter(criterion.Name))
            {
                AddResultParameter(plan, criterion, isStrict);
            }
            else
            {
                AddFilter(plan, criterion, isStrict);
            }
        }

        AddDefaults(plan, query);
        return plan.Finish(server.Judge.PageSize(query.ResourceType, plan.Count, DefaultPageSize));
    }

    /// <summary>What the platform ignores, by the criterion's index. What it refuses is thrown.</summary>
    private Dictionary<int, string> Judge(SearchQuery query, bool isStrict)
    {
        var ignored = new Dictionary<int, string>();
        foreach (var verdict in server.Judge.JudgeSearch(query))
        {
            // A page size over the limit is cut to it, and one that is ignored is replaced: neither is a refusal.
            if (verdict.Id == CapabilityIds.Count || !server.Refusals.IsRefusal(verdict))
            {
                continue;
            }

            if (verdict.CriterionIndex < 0 || !IsIgnored(verdict.Id, isStrict))
            {
                throw server.Refusals.Of(query.ResourceType, verdict);
            }

            ignored.TryAdd(verdict.CriterionIndex, verdict.Message);
        }

        return ignored;
    }

    /// <summary>
    /// Lenient servers leave out what they do not know; strict ones refuse it (https://hl7.org/fhir/R4/search.html#errors). A rule that a
    /// parameter is ignored beside another is the platform's way in both cases.
    /// </summary>
    private static bool IsIgnored(string id, bool isStrict) => id switch
    {
        CapabilityIds.IgnoredInCombination or CapabilityIds.ActiveOnlyWith => true,
        CapabilityIds.SearchParameter or CapabilityIds.Sort or CapabilityIds.Include or CapabilityIds.EmptyValue
            or CapabilityIds.Chain or CapabilityIds.ResultParameter => !isStrict,
        _ => false,
    };

    private void AddFilter(PlanInProgress plan, SearchCriterion criterion, bool isStrict)
    {
        if (CriterionMatcher.FindProblem(server.Matcher, plan.ResourceType, criterion) is not { } problem)
        {
            plan.Filters.Add(criterion);
            plan.Use(criterion);
        }
        else if (IsCarriedOut(plan.ResourceType, criterion))
        {
            // What is wrong is the value: no server can search by it.
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, problem);
        }
        else
        {
            plan.Ignore(problem, isStrict);
        }
    }

    /// <summary>Whether a criterion can be carried out with some value.</summary>
    private bool IsCarriedOut(string resourceType, SearchCriterion criterion) =>
        CriterionMatcher.FindProblem(server.Matcher, resourceType, SearchMatcher.WithoutValues(criterion)) is null;

    private void AddDefaults(PlanInProgress plan, SearchQuery query)
    {
        foreach (var (parameter, value) in server.Judge.DefaultFilters(query.ResourceType))
        {
            if (query.Criteria.All(criterion => criterion.Name != parameter))
            {
                AddFilter(plan, SearchQuery.ParseCriterion(parameter, value), isStrict: false);
            }
        }
    }

    private static void AddResultParameter(PlanInProgress plan, SearchCriterion criterion, bool isStrict)
    {
        var value = criterion.Values.Count > 0 ? criterion.Values[0].Escaped! : "";
        switch (criterion.Name)
        {
            case "_count":
                plan.Count = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    ? Math.Min(count, LargestPageSize)
                    : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "_count is a whole number of 0 or more.");
                plan.IsCountOnly |= count == 0;
                break;
            case "_summary":
                plan.IsCountOnly |= value == "count";
                plan.Projection = plan.Projection with { Summary = value };
                break;
            case "_elements":
                plan.Projection = plan.Projection with { Elements = [.. criterion.Values.Select(static element => element.Escaped!)] };
                break;
            case "_total":
                plan.HasTotal = value != "none";
                break;
            case "_sort":
                plan.Sort.AddRange(criterion.Values.Select(static key => key.Escaped!));
                break;
            case "_include" or "_revinclude":
                AddIncludes(plan, criterion);
                break;
            case "_format" or "_pretty":
                return;
            default:
                plan.Ignore("The sandbox does not carry out " + criterion.Name + ".", isStrict);
                return;
        }

        plan.Use(criterion);
    }

    private static void AddIncludes(PlanInProgress plan, SearchCriterion criterion)
    {
        foreach (var value in criterion.Values)
        {
            if (IncludePath.Parse(value.Escaped!, criterion.Name == "_revinclude", criterion.Modifier is "iterate" or "recurse") is { } include)
            {
                plan.Includes.Add(include);
            }
        }
    }

    /// <summary>A plan while its criteria are gone through.</summary>
    private sealed class PlanInProgress(string resourceType)
    {
        private readonly List<string> _used = [];

        public string ResourceType { get; } = resourceType;

        public List<SearchCriterion> Filters { get; } = [];

        public List<string> Warnings { get; } = [];

        public List<string> Sort { get; } = [];

        public List<IncludePath> Includes { get; } = [];

        public int? Count { get; set; }

        public bool IsCountOnly { get; set; }

        public bool HasTotal { get; set; } = true;

        public Projection Projection { get; set; } = Projection.Whole;

        public void Use(SearchCriterion criterion) => _used.Add(SearchEncoding.Encode(criterion));

        public void Ignore(string why, bool isStrict)
        {
            if (isStrict)
            {
                throw new RefusedException(HttpStatusCode.BadRequest, IssueType.NotSupported, why);
            }

            Warnings.Add(why);
        }

        public SearchPlan Finish(int pageSize) => new()
        {
            ResourceType = ResourceType,
            Filters = Filters,
            SelfQuery = string.Join('&', _used),
            Warnings = Warnings,
            PageSize = Math.Max(pageSize, 1),
            IsCountOnly = IsCountOnly,
            HasTotal = HasTotal || IsCountOnly,
            Sort = Sort,
            Includes = Includes,
            Projection = Projection,
        };
    }
}
