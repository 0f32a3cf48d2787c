using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// Writes: versions, kinds of patch, conditions, bundles.
public sealed partial class CapabilityJudge
{
    /// <summary>
    /// Whether a resource may be the whole new content of what is stored: one that was fetched in part may not, whatever the platform
    /// (https://hl7.org/fhir/R4/search.html#elements).
    /// </summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="isSubsetted">Whether it is marked SUBSETTED, or was asked for with <c>_elements</c> or <c>_summary</c>.</param>
    public CapabilityVerdict JudgeContent(string resourceType, bool isSubsetted) => isSubsetted
        ? Verdict(CapabilitySupport.Unsupported, CapabilityIds.Subsetted, "This " + resourceType + " was fetched in part: an update would delete from "
            + Manifest.Name + " what was not fetched; read it whole and change that", "FHIR R4, https://hl7.org/fhir/R4/search.html#elements", null)
        : CapabilityVerdict.Supported;

    /// <summary>Whether an update is supported, needs <c>If-Match</c>, and has it.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="hasVersion">Whether it carries <c>If-Match</c>.</param>
    /// <param name="exists">
    /// Whether the resource is there, as a server knows it. Null where nobody knows: without a version the update may then be meant to create
    /// it, and is refused only where the platform lets no client choose ids (<c>updateCreate</c>).
    /// </param>
    public CapabilityVerdict JudgeUpdate(string resourceType, bool hasVersion, bool? exists = null)
    {
        var verdict = JudgeInteraction(resourceType, FhirInteraction.Update);
        if (!verdict.IsSupported)
        {
            return verdict;
        }

        if (exists == false)
        {
            return JudgeConditional(resourceType, ConditionalSupport.UpdateCreate);
        }

        // What does not exist has no version (https://hl7.org/fhir/R4/http.html#upsert).
        return hasVersion || (exists is null && JudgeConditional(resourceType, ConditionalSupport.UpdateCreate).IsSupported)
            ? CapabilityVerdict.Supported
            : JudgeMissingVersion(resourceType, FhirInteraction.Update);
    }

    /// <summary>Whether an update, patch or delete is supported, needs <c>If-Match</c>, and has it.</summary>
    public CapabilityVerdict JudgeWrite(string resourceType, FhirInteraction interaction, bool hasVersion)
    {
        if (interaction == FhirInteraction.Update)
        {
            return JudgeUpdate(resourceType, hasVersion);
        }

        var verdict = JudgeInteraction(resourceType, interaction);
        return !verdict.IsSupported || hasVersion ? verdict : JudgeMissingVersion(resourceType, interaction);
    }

    /// <summary>Whether a write of what exists may do without <c>If-Match</c>.</summary>
    private CapabilityVerdict JudgeMissingVersion(string resourceType, FhirInteraction interaction)
    {
        if (FindRule(resourceType, RuleVerb.IfMatch) is { } rule)
        {
            return Broken(rule, CapabilityIds.IfMatchRequired, Manifest.Name + " requires If-Match on every " + interaction.ToCode() + " of "
                + resourceType + ": read the resource first, or set meta.versionId");
        }

        // FHIR's versioned-update speaks of updates only.
        return interaction == FhirInteraction.Update && Manifest.FindResource(resourceType)!.Versioning == "versioned-update"
            ? Unsupported(CapabilityIds.IfMatchRequired,
                Manifest.Name + " declares versioned-update for " + resourceType + ": an update must carry If-Match; read the resource first")
            : CapabilityVerdict.Supported;
    }

    /// <summary>Whether a patch of a kind is supported, needs <c>If-Match</c>, and has it.</summary>
    public CapabilityVerdict JudgePatch(string resourceType, PatchKind kind, bool hasVersion) =>
        JudgeWrite(resourceType, FhirInteraction.Patch, hasVersion) is { IsSupported: false } verdict ? verdict : JudgePatchKind(resourceType, kind);

    /// <summary>Whether a patch is supported, is of a kind that the platform takes, needs <c>If-Match</c>, and has it.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="contentType">The media type of its body; where it is empty, the kind is not judged.</param>
    /// <param name="hasVersion">Whether it carries <c>If-Match</c>.</param>
    public CapabilityVerdict JudgePatch(string resourceType, string contentType, bool hasVersion) =>
        JudgeWrite(resourceType, FhirInteraction.Patch, hasVersion) is { IsSupported: false } verdict ? verdict : JudgePatchFormat(resourceType, contentType);

    /// <summary>Whether a resource type that can be patched can be patched by a kind of patch.</summary>
    /// <remarks>A statement without <c>patchFormat</c> leaves the kind open; JSON Patch is what servers then take.</remarks>
    public CapabilityVerdict JudgePatchKind(string resourceType, PatchKind kind)
    {
        var interaction = JudgeInteraction(resourceType, FhirInteraction.Patch);
        if (!interaction.IsSupported)
        {
            return interaction;
        }

        if (TakesPatch(kind))
        {
            return CapabilityVerdict.Supported;
        }

        return Manifest.PatchFormats.Count == 0
            ? Undeclared(CapabilityIds.PatchKind, Manifest.Name + " does not say which kinds of patch it takes; most servers take JSON Patch alone")
            : NotDeclared(CapabilityIds.PatchKind,
                Manifest.Name + _lacks + Describe(kind) + "; it declares " + string.Join(", ", Manifest.PatchFormats), null, StatementPart.PatchFormat, "", "");
    }

    /// <summary>Whether the platform takes a kind of patch, where it takes patches at all; without <c>patchFormat</c> that is JSON Patch.</summary>
    public bool TakesPatch(PatchKind kind)
    {
        if (Manifest.PatchFormats.Count == 0)
        {
            return kind == PatchKind.JsonPatch;
        }

        foreach (var format in Manifest.PatchFormats)
        {
            if (IsFormatOf(kind, format))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the platform takes a conditional request on a resource type: the interaction and its condition.</summary>
    public CapabilityVerdict JudgeConditional(string resourceType, ConditionalSupport support)
    {
        if (Manifest.FindResource(resourceType) is not { } resource)
        {
            return JudgeResource(resourceType);
        }

        if (JudgeInteraction(resourceType, InteractionOf(support)) is { IsSupported: false } interaction)
        {
            return interaction;
        }

        // A server that deletes every match has no way to delete one at most, and says so by the same request.
        if (support == ConditionalSupport.DeleteSingle && (resource.Conditional & ConditionalSupport.DeleteMultiple) != 0)
        {
            return Unsupported(CapabilityIds.Conditional,
                Manifest.Name + " deletes every match of a conditional delete of " + resourceType + ", and not one at most: say that more than one is meant");
        }

        return (resource.Conditional & support) == support
            ? CapabilityVerdict.Supported
            : NotDeclared(CapabilityIds.Conditional, Manifest.Name + _lacks
                + (support == ConditionalSupport.UpdateCreate ? "" : "conditional ") + Describe(support) + " on " + resourceType);
    }

    /// <summary>Whether the platform takes a conditional request with certain criteria.</summary>
    /// <param name="support">The kind of request: create, update or delete.</param>
    /// <param name="criteria">The criteria. Without a filter they would hold for every resource of the type, and are refused.</param>
    /// <returns>What is wrong; empty where all is supported.</returns>
    public IReadOnlyList<CapabilityVerdict> JudgeConditional(ConditionalSupport support, SearchQuery criteria)
    {
        var verdict = JudgeConditional(criteria.ResourceType, support);
        if (verdict.Support == CapabilitySupport.Unsupported)
        {
            return new[] { verdict };
        }

        if (FindMissingFilter(criteria, Describe(support)) is { } missing)
        {
            return new[] { missing };
        }

        var verdicts = new List<CapabilityVerdict>();
        if (verdict.IsSupported)
        {
            JudgeCriteria(criteria, verdicts);
        }
        else
        {
            verdicts.Add(verdict);
        }

        return verdicts;
    }

    /// <summary>
    /// Whether the platform takes a conditional patch with certain criteria (https://hl7.org/fhir/R4/http.html#patch). A statement of R4 has no
    /// place to declare it.
    /// </summary>
    /// <param name="criteria">The criteria. Without a filter they would hold for every resource of the type, and are refused.</param>
    /// <param name="contentType">The media type of its body; where it is empty, the kind of patch is not judged.</param>
    /// <returns>What is wrong or not declared.</returns>
    public IReadOnlyList<CapabilityVerdict> JudgeConditionalPatch(SearchQuery criteria, string contentType = "")
    {
        var type = criteria.ResourceType;
        if (JudgeInteraction(type, FhirInteraction.Patch) is { IsSupported: false } interaction)
        {
            return new[] { interaction };
        }

        if (JudgePatchFormat(type, contentType) is { Support: CapabilitySupport.Unsupported } format)
        {
            return new[] { format };
        }

        if (FindMissingFilter(criteria, "patch") is { } missing)
        {
            return new[] { missing };
        }

        var verdicts = new List<CapabilityVerdict>
        {
            Undeclared(CapabilityIds.Conditional, Manifest.Name + " does not declare conditional patches of " + type + "; a statement of FHIR R4 cannot"),
        };
        JudgeCriteria(criteria, verdicts);
        return verdicts;
    }

    /// <summary>Criteria without a filter would mean every resource of the type.</summary>
    private CapabilityVerdict? FindMissingFilter(SearchQuery criteria, string request) => criteria.IsOpen || criteria.HasFilter
        ? null
        : Unsupported(CapabilityIds.Conditional,
            "The conditional " + request + " of " + criteria.ResourceType + " has no criteria: it would mean every resource of the type");

    private CapabilityVerdict JudgePatchFormat(string resourceType, string contentType) => contentType switch
    {
        "" => CapabilityVerdict.Supported,
        "application/json-patch+json" => JudgePatchKind(resourceType, PatchKind.JsonPatch),
        "application/fhir+json" or "application/json" => JudgePatchKind(resourceType, PatchKind.FhirPathPatch),
        _ when Manifest.PatchFormats.Contains(contentType) => CapabilityVerdict.Supported,
        _ => Unsupported(CapabilityIds.PatchKind, Manifest.Name + _lacks + "patches of this media type"
            + (Manifest.PatchFormats.Count == 0 ? "; most servers take JSON Patch alone" : "; it declares " + string.Join(", ", Manifest.PatchFormats))),
    };

    /// <summary>What a conditional delete is on a resource type: of every match, where the platform declares that.</summary>
    internal ConditionalSupport ConditionalDeleteOf(string resourceType) =>
        JudgeConditional(resourceType, ConditionalSupport.DeleteMultiple).IsSupported ? ConditionalSupport.DeleteMultiple : ConditionalSupport.DeleteSingle;

    private static FhirInteraction InteractionOf(ConditionalSupport support) => support switch
    {
        ConditionalSupport.Create => FhirInteraction.Create,
        ConditionalSupport.Update or ConditionalSupport.UpdateCreate => FhirInteraction.Update,
        ConditionalSupport.DeleteSingle or ConditionalSupport.DeleteMultiple => FhirInteraction.Delete,
        ConditionalSupport.ReadHistory => FhirInteraction.VRead,
        _ => FhirInteraction.Read,
    };

    private static string Describe(ConditionalSupport support) => support switch
    {
        ConditionalSupport.Create => "create (If-None-Exist)",
        ConditionalSupport.Update => "update",
        ConditionalSupport.DeleteSingle => "delete",
        ConditionalSupport.DeleteMultiple => "delete of more than one resource",
        ConditionalSupport.UpdateCreate => "update as create (PUT to an id that does not exist)",
        ConditionalSupport.ReadModifiedSince => "read (If-Modified-Since)",
        _ => "read (If-None-Match)",
    };

    private static string Describe(PatchKind kind) => kind == PatchKind.JsonPatch ? "JSON Patch" : "FHIRPath Patch";

    /// <summary>FHIRPath Patch has no media type of its own: it is a resource, in JSON or XML.</summary>
    private static bool IsFormatOf(PatchKind kind, string format) => kind == PatchKind.JsonPatch
        ? format == "application/json-patch+json"
        : format is "application/fhir+json" or "application/json" or "json";
}
