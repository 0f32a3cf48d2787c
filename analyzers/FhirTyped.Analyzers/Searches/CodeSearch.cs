using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>A search as it is written in C#: what the judge judges, and where each part of it stands.</summary>
/// <param name="Platform">The platform that is asked.</param>
/// <param name="ResourceType">The resource type that is searched.</param>
/// <param name="Criteria">The criteria in the order in which the program adds them.</param>
/// <param name="Location">Where the search itself is named.</param>
internal sealed record CodeSearch(PlatformFacts Platform, string ResourceType, IReadOnlyList<CodeCriterion> Criteria, Location Location)
{
    /// <summary>The program says that it means to search without a filter.</summary>
    public bool MeansAll { get; init; }

    /// <summary>The program could say so: by <c>All()</c>, which other ways to write a search do not have.</summary>
    public bool CanMeanAll { get; init; }

    /// <summary>Some of the search cannot be seen from here, so criteria may be part of it that are not among <see cref="Criteria"/>.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What the judge is asked where the criteria are the condition of a write; null for a search.</summary>
    public Func<CapabilityJudge, SearchQuery, IReadOnlyList<CapabilityVerdict>>? AsCondition { get; init; }

    /// <summary>Every platform that may be asked gives such addresses for the pages after the first: it is no search that somebody wrote.</summary>
    public bool IsContinuation
    {
        get
        {
            var query = ToQuery();
            foreach (var platform in Platform.Platforms)
            {
                if (!platform.Judge.IsContinuation(query))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>What the judge says.</summary>
    public IEnumerable<CapabilityVerdict> Judge()
    {
        var query = ToQuery();
        foreach (var verdict in Platform.AskAll(judge => AsCondition is null ? judge.JudgeSearch(query) : AsCondition(judge, query)))
        {
            yield return verdict;
        }

        if (AsCondition is not null)
        {
            yield break;
        }

        foreach (var advice in Platform.AskAll(judge => judge.AdviseOn(query)))
        {
            yield return advice;
        }
    }

    private SearchQuery ToQuery()
    {
        var criteria = new SearchCriterion[Criteria.Count];
        for (var i = 0; i < criteria.Length; i++)
        {
            criteria[i] = Criteria[i].Criterion;
        }

        return new(ResourceType, new(criteria)) { IsOpen = IsOpen, MeansAll = MeansAll, CanMeanAll = CanMeanAll };
    }

    /// <summary>The place that a verdict is about.</summary>
    public Location LocationOf(CapabilityVerdict verdict) =>
        verdict.CriterionIndex < 0 ? Location : Criteria[verdict.CriterionIndex].LocationOf(verdict);
}
