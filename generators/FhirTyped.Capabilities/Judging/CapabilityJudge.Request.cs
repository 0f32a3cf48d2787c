using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What a whole HTTP request is, and so which questions it asks: https://hl7.org/fhir/R4/http.html.
public sealed partial class CapabilityJudge
{
    /// <summary>Judges an HTTP request of FHIR's RESTful API.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="relativeUrl">The address below the base address, for example <c>Patient/1</c> or <c>Observation?patient=1</c>.</param>
    /// <param name="hasVersion">Whether the request carries <c>If-Match</c>.</param>
    /// <param name="form">The body of a search by POST: more criteria.</param>
    /// <returns>What is wrong; empty where all is supported.</returns>
    public IReadOnlyList<CapabilityVerdict> JudgeRequest(string method, string relativeUrl, bool hasVersion = false, string form = "")
    {
        var question = relativeUrl.IndexOf('?');
        var query = question < 0 ? "" : relativeUrl.Substring(question + 1);
        var path = (question < 0 ? relativeUrl : relativeUrl.Substring(0, question)).Trim('/');
        var parts = path.Length == 0 ? Array.Empty<string>() : path.Split('/');
        var verb = method.ToUpperInvariant() is "HEAD" ? "GET" : method.ToUpperInvariant();
        if (verb == "GET" && (parts.Length == 0 || (parts.Length == 1 && IsTypeName(parts[0])))
            && JudgeContinuation(SearchQuery.Parse(path, query)) is { } continued)
        {
            return continued;
        }

        var isSearch = parts.Length == 1 && verb == "GET" && IsTypeName(parts[0]);
        var isSearchByPost = parts.Length == 2 && verb == "POST" && parts[1] == "_search";
        if (isSearch || isSearchByPost)
        {
            var verdicts = new List<CapabilityVerdict>();
            if (isSearchByPost && JudgeSearchByPost(parts[0]) is { IsSupported: false } refused)
            {
                verdicts.Add(refused);
            }

            verdicts.AddRange(JudgeSearch(SearchQuery.Parse(parts[0], query + (query.Length > 0 && form.Length > 0 ? "&" : "") + form)));
            return verdicts;
        }

        var verdict = parts.Length == 0 || !IsTypeName(parts[0])
            ? JudgeSystemRequest(verb, parts)
            : JudgeTypeRequest(verb, parts, query.Length > 0, hasVersion);
        return verdict.IsSupported ? Array.Empty<CapabilityVerdict>() : new[] { verdict };
    }

    /// <summary>Whether the platform takes searches of a resource type by POST to <c>_search</c>; where nothing is known, it does.</summary>
    public CapabilityVerdict JudgeSearchByPost(string resourceType) => TakesSearchByPost(resourceType) == false
        ? Broken(FindRule(resourceType, RuleVerb.SearchPost)!, CapabilityIds.Interaction,
            Manifest.Name + " does not take searches of " + resourceType + " by POST to _search")
        : CapabilityVerdict.Supported;

    private CapabilityVerdict JudgeSystemRequest(string verb, string[] parts)
    {
        switch (verb, parts.Length == 0 ? "" : parts[0])
        {
            case ("POST", ""):
                return JudgeSystemInteraction(FhirInteraction.Batch) is { IsSupported: true } batch
                    ? batch
                    : JudgeSystemInteraction(FhirInteraction.Transaction);
            case ("GET", "") or ("POST", "_search"):
                return JudgeSystemInteraction(FhirInteraction.SearchSystem);
            case ("GET", "_history"):
                return JudgeSystemInteraction(FhirInteraction.HistorySystem);
            case ("GET", "metadata" or ".well-known"):
                return CapabilityVerdict.Supported;
            default:
                return parts.Length == 1 && parts[0].StartsWith("$", StringComparison.Ordinal)
                    ? JudgeOperation(null, parts[0].Substring(1))
                    : NotFhir();
        }
    }

    private CapabilityVerdict JudgeTypeRequest(string verb, string[] parts, bool hasQuery, bool hasVersion)
    {
        var type = parts[0];
        var last = parts[parts.Length - 1];
        if (parts.Length is 2 or 3 && last.StartsWith("$", StringComparison.Ordinal))
        {
            return verb is "GET" or "POST" ? JudgeOperation(type, last.Substring(1)) : NotFhir();
        }

        switch (verb, parts.Length)
        {
            case ("POST", 1): return JudgeInteraction(type, FhirInteraction.Create);
            case ("PUT", 1) when hasQuery: return JudgeConditional(type, ConditionalSupport.Update);
            case ("DELETE", 1) when hasQuery: return JudgeConditional(type, ConditionalSupport.DeleteSingle);
            case ("GET", 2) when last == "_history": return JudgeInteraction(type, FhirInteraction.HistoryType);
            case ("GET", 2): return JudgeInteraction(type, FhirInteraction.Read);
            case ("PUT", 2): return JudgeUpdate(type, hasVersion);
            case ("PATCH", 2): return JudgeWrite(type, FhirInteraction.Patch, hasVersion);
            case ("DELETE", 2): return JudgeWrite(type, FhirInteraction.Delete, hasVersion);
            case ("GET", 3) when last == "_history": return JudgeInteraction(type, FhirInteraction.HistoryInstance);
            case ("GET", 4) when parts[2] == "_history": return JudgeInteraction(type, FhirInteraction.VRead);
            case ("GET", 3) when IsTypeName(last): return JudgeCompartment(type, last);
            default: return NotFhir();
        }
    }

    private CapabilityVerdict JudgeCompartment(string type, string searched) =>
        JudgeResource(type) is { IsSupported: false } verdict ? verdict
        : JudgeInteraction(searched, FhirInteraction.SearchType) is { IsSupported: false } other ? other
        : Undeclared(CapabilityIds.Interaction, Manifest.Name + " does not declare searches in the compartment of " + type);

    private CapabilityVerdict NotFhir() =>
        Unsupported(CapabilityIds.Interaction, "This is no request of FHIR's RESTful API (https://hl7.org/fhir/R4/http.html)");

    private static bool IsTypeName(string part) => part.Length > 0 && part[0] is >= 'A' and <= 'Z';
}
