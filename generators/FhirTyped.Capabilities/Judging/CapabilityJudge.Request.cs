using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What a whole HTTP request asks, question by question: https://hl7.org/fhir/R4/http.html.
public sealed partial class CapabilityJudge
{
    // https://hl7.org/fhir/R4/valueset-compartment-type.html
    private static readonly string[] CompartmentTypes = { "Device", "Encounter", "Patient", "Practitioner", "RelatedPerson" };

    private static readonly CapabilityVerdict[] Nothing = Array.Empty<CapabilityVerdict>();

    /// <summary>Judges an HTTP request of FHIR's RESTful API.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="relativeUrl">The address below the base address, for example <c>Patient/1</c> or <c>Observation?patient=1</c>.</param>
    /// <param name="hasVersion">Whether the request carries <c>If-Match</c>.</param>
    /// <param name="form">The body of a search by POST: more criteria.</param>
    /// <param name="contentType">The media type of a patch; without it the kind of patch is not judged.</param>
    /// <returns>What is wrong; empty where all is supported.</returns>
    public IReadOnlyList<CapabilityVerdict> JudgeRequest(
        string method, string relativeUrl, bool hasVersion = false, string form = "", string contentType = "") =>
        JudgeRequest(FhirRoute.Parse(method, relativeUrl), out _, hasVersion, form, contentType);

    /// <summary>Judges an HTTP request of FHIR's RESTful API that has been read already.</summary>
    /// <param name="route">What it asks for.</param>
    /// <param name="criteria">
    /// The criteria as they were read to judge them: of a search, or of the condition of a write. Null where the request has none.
    /// </param>
    /// <param name="hasVersion">Whether the request carries <c>If-Match</c>.</param>
    /// <param name="form">The body of a search by POST: more criteria.</param>
    /// <param name="contentType">The media type of a patch; without it the kind of patch is not judged.</param>
    /// <returns>What is wrong; empty where all is supported.</returns>
    public IReadOnlyList<CapabilityVerdict> JudgeRequest(
        FhirRoute route, out SearchQuery? criteria, bool hasVersion = false, string form = "", string contentType = "")
    {
        criteria = null;
        switch (route.Kind)
        {
            case FhirRouteKind.SearchType:
                criteria = CriteriaOf(route, form);
                return (route.IsSearchByPost ? null : JudgeContinuation(criteria)) ?? JudgeSearchRequest(route, criteria);
            case FhirRouteKind.SearchCompartment:
                // The compartment is a criterion as well, under a name that differs from type to type.
                criteria = CriteriaOf(route, form) with { IsOpen = true };
                return JudgeCompartment(route, criteria);
            case FhirRouteKind.SearchSystem:
                criteria = CriteriaOf(route, form);
                return (route.IsSearchByPost ? null : JudgeContinuation(criteria)) ?? ListOf(JudgeSystemInteraction(FhirInteraction.SearchSystem));
            case FhirRouteKind.ConditionalUpdate:
                criteria = CriteriaOf(route, "");
                return JudgeConditional(ConditionalSupport.Update, criteria);
            case FhirRouteKind.ConditionalDelete:
                criteria = CriteriaOf(route, "");
                return JudgeConditional(ConditionalDeleteOf(criteria.ResourceType), criteria);
            case FhirRouteKind.ConditionalPatch:
                criteria = CriteriaOf(route, "");
                return JudgeConditionalPatch(criteria, contentType);
            default:
                return ListOf(JudgeWithoutCriteria(route, hasVersion, contentType));
        }
    }

    /// <summary>Whether the platform takes searches of a resource type by POST to <c>_search</c>; where nothing is known, it does.</summary>
    public CapabilityVerdict JudgeSearchByPost(string resourceType) => TakesSearchByPost(resourceType) == false
        ? Broken(FindRule(resourceType, RuleVerb.SearchPost)!, CapabilityIds.Interaction,
            Manifest.Name + " does not take searches of " + resourceType + " by POST to _search")
        : CapabilityVerdict.Supported;

    private CapabilityVerdict JudgeWithoutCriteria(FhirRoute route, bool hasVersion, string contentType)
    {
        var type = route.ResourceType;
        switch (route.Kind)
        {
            case FhirRouteKind.Read: return JudgeInteraction(type, FhirInteraction.Read);
            case FhirRouteKind.VRead: return JudgeInteraction(type, FhirInteraction.VRead);
            case FhirRouteKind.Create: return JudgeInteraction(type, FhirInteraction.Create);
            case FhirRouteKind.Update: return JudgeUpdate(type, hasVersion);
            case FhirRouteKind.Patch: return JudgePatch(type, contentType, hasVersion);
            case FhirRouteKind.Delete: return JudgeWrite(type, FhirInteraction.Delete, hasVersion);
            case FhirRouteKind.HistoryInstance: return JudgeInteraction(type, FhirInteraction.HistoryInstance);
            case FhirRouteKind.HistoryType: return JudgeInteraction(type, FhirInteraction.HistoryType);
            case FhirRouteKind.HistorySystem: return JudgeSystemInteraction(FhirInteraction.HistorySystem);
            case FhirRouteKind.Operation: return JudgeOperation(type.Length > 0 ? type : null, route.Operation);
            case FhirRouteKind.Capabilities or FhirRouteKind.SmartConfiguration: return CapabilityVerdict.Supported;
            case FhirRouteKind.Batch:
                return JudgeSystemInteraction(FhirInteraction.Batch) is { IsSupported: true } batch
                    ? batch
                    : JudgeSystemInteraction(FhirInteraction.Transaction);
            default: return NotFhir(route.Problem);
        }
    }

    private IReadOnlyList<CapabilityVerdict> JudgeSearchRequest(FhirRoute route, SearchQuery criteria)
    {
        var verdicts = JudgeSearch(criteria);
        if (!route.IsSearchByPost || JudgeSearchByPost(route.ResourceType) is not { IsSupported: false } refused)
        {
            return verdicts;
        }

        var all = new List<CapabilityVerdict>(verdicts.Count + 1) { refused };
        all.AddRange(verdicts);
        return all;
    }

    /// <summary>A search in a compartment (https://hl7.org/fhir/R4/http.html#vsearch) is a search of the type, but no statement can declare it.</summary>
    private IReadOnlyList<CapabilityVerdict> JudgeCompartment(FhirRoute route, SearchQuery criteria)
    {
        if (Array.IndexOf(CompartmentTypes, route.Compartment) < 0)
        {
            return ListOf(R4Definitions.IsResourceType(route.Compartment)
                ? NotFhir("resources of type " + route.Compartment + " have no compartment")
                : JudgeResource(route.Compartment));
        }

        if (JudgeResource(route.Compartment) is { IsSupported: false } unknown)
        {
            return ListOf(unknown);
        }

        if (route.ResourceType.Length > 0 && JudgeInteraction(route.ResourceType, FhirInteraction.SearchType) is { IsSupported: false } missing)
        {
            return ListOf(missing);
        }

        var verdicts = new List<CapabilityVerdict>
        {
            Undeclared(CapabilityIds.Interaction, Manifest.Name + " does not declare searches in the compartment of " + route.Compartment),
        };
        if (route.ResourceType.Length > 0)
        {
            verdicts.AddRange(JudgeSearchRequest(route, criteria));
        }

        return verdicts;
    }

    private static SearchQuery CriteriaOf(FhirRoute route, string form) =>
        SearchQuery.Parse(route.ResourceType, route.CriteriaWith(form));

    private CapabilityVerdict NotFhir(string problem) => Unsupported(CapabilityIds.Interaction,
        "This is no request of FHIR's RESTful API (https://hl7.org/fhir/R4/http.html): " + problem);

    private static IReadOnlyList<CapabilityVerdict> ListOf(CapabilityVerdict verdict) => verdict.IsSupported ? Nothing : new[] { verdict };
}
