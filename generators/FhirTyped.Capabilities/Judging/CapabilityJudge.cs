using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

/// <summary>
/// Answers every question of the kind "may this platform do this?". It is the only place that decides: the generator, the
/// analyzers, the client, the sandbox and the gateway all ask it.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. Messages name what FHIR or the platform knows, never values or other text of a request: either may be about
/// a patient (see <see cref="RepeatsUnknownNames"/>).
/// </remarks>
public sealed partial class CapabilityJudge
{
    private readonly ConcurrentDictionary<string, JudgedType> _types = new(StringComparer.Ordinal);
    private readonly string _origin;
    private readonly bool _isAssumed;
    private readonly string _lacks;

    /// <summary>Makes the judge of a platform.</summary>
    public CapabilityJudge(PlatformManifest manifest)
    {
        Manifest = manifest;
        _origin = manifest.Origin.Describe();
        _isAssumed = manifest.Origin.Kind == StatementKind.Assumed;
        _lacks = _isAssumed ? " is not known to support " : " does not support ";
    }

    /// <summary>The platform's facts.</summary>
    public PlatformManifest Manifest { get; }

    /// <summary>Whether the platform knows a resource type.</summary>
    public CapabilityVerdict JudgeResource(string resourceType)
    {
        if (Manifest.FindResource(resourceType) is not null)
        {
            return CapabilityVerdict.Supported;
        }

        var suggestion = NearestName.FindResourceType(resourceType, ResourceTypes());
        if (R4Definitions.IsResourceType(resourceType) || IsLeftOut(StatementPart.Resource, "", resourceType))
        {
            return NotDeclared(CapabilityIds.Resource, Manifest.Name + _lacks + (MayRepeat(resourceType) ? resourceType : "this resource type"), suggestion,
                StatementPart.Resource, "", resourceType);
        }

        return Unsupported(CapabilityIds.Resource, MayRepeat(resourceType)
            ? Manifest.Name + _lacks + "'" + resourceType + "', which is not a resource type of FHIR R4"
            : "This is not a resource type of FHIR R4, so " + Manifest.Name + _lacks + "it", suggestion);
    }

    /// <summary>Whether the platform has an interaction on a resource type.</summary>
    public CapabilityVerdict JudgeInteraction(string resourceType, FhirInteraction interaction)
    {
        if (Manifest.FindResource(resourceType) is not { } resource)
        {
            return JudgeResource(resourceType);
        }

        if (resource.Supports(interaction))
        {
            return CapabilityVerdict.Supported;
        }

        var declared = string.Join(", ", resource.Interactions.ToCodes());
        return NotDeclared(CapabilityIds.Interaction, Manifest.Name + _lacks + interaction.ToCode() + " on " + resourceType
            + (declared.Length > 0 ? "; it declares " + declared : "; it declares no interaction there"),
            null, StatementPart.Interaction, resourceType, interaction.ToCode());
    }

    /// <summary>Whether the platform takes so many requests in one batch or transaction. Whether it takes any, <see cref="JudgeSystemInteraction"/> says.</summary>
    /// <param name="interaction">Batch or transaction.</param>
    /// <param name="count">How many requests it holds.</param>
    public CapabilityVerdict JudgeBundleSize(FhirInteraction interaction, int count)
    {
        var maximum = Manifest.Limits.MaximumBundleEntries;
        return maximum == 0 || count <= maximum ? CapabilityVerdict.Supported : Unsupported(
            CapabilityIds.Transaction,
            Manifest.Name + " takes at most " + maximum.ToString(CultureInfo.InvariantCulture) + " requests in one " + interaction.ToCode() + ", and these are "
                + count.ToString(CultureInfo.InvariantCulture)
                + (interaction == FhirInteraction.Transaction ? ": a transaction cannot be divided, since all or none of it is carried out" : ": send them in parts"));
    }

    /// <summary>Whether the platform takes a transaction or a batch (https://hl7.org/fhir/R4/http.html#transaction).</summary>
    public CapabilityVerdict JudgeSystemInteraction(FhirInteraction interaction)
    {
        if ((Manifest.SystemInteractions & interaction) == interaction)
        {
            return CapabilityVerdict.Supported;
        }

        var message = Manifest.Name + " does not declare the system interaction " + interaction.ToCode();
        if (interaction is not (FhirInteraction.Transaction or FhirInteraction.Batch))
        {
            return NotDeclared(CapabilityIds.Interaction, message, null, StatementPart.Interaction, "", interaction.ToCode());
        }

        var hasBatch = (Manifest.SystemInteractions & FhirInteraction.Batch) != 0;
        return NotDeclared(CapabilityIds.Transaction,
            message + (hasBatch ? "; it declares batch, whose entries are carried out one by one" : ": send the requests one by one"),
            null, StatementPart.Interaction, "", interaction.ToCode());
    }

    /// <summary>Whether the platform takes searches by POST to <c>_search</c>; null where nothing is known.</summary>
    public bool? TakesSearchByPost(string resourceType) =>
        FindRule(resourceType, RuleVerb.SearchPost) is { } rule ? rule.Clauses[0].Values[0] == "true" : null;

    /// <summary>
    /// Whether the platform honours <c>Prefer: handling=strict</c> and refuses what it would leave out of a search
    /// (https://hl7.org/fhir/R4/search.html#errors); null where nothing is known.
    /// </summary>
    public bool? TakesStrictHandling(string resourceType) =>
        FindRule(resourceType, RuleVerb.HandlingStrict) is { } rule ? rule.Clauses[0].Values[0] == "true" : null;

    /// <summary>The hosts, beside the platform's own, to which its <c>next</c> links may lead.</summary>
    public IEnumerable<string> PagingHosts()
    {
        foreach (var rule in Manifest.Rules)
        {
            if (rule.Verb == RuleVerb.PagingHosts)
            {
                foreach (var host in rule.Clauses[0].Values)
                {
                    yield return host;
                }
            }
        }
    }

    private IEnumerable<string> ResourceTypes()
    {
        foreach (var resource in Manifest.Resources)
        {
            yield return resource.Type;
        }
    }

    /// <summary>What is known of a resource type; found once for each type that the platform has.</summary>
    private JudgedType Know(string resourceType)
    {
        if (_types.TryGetValue(resourceType, out var known))
        {
            return known;
        }

        var type = new JudgedType(Manifest, resourceType);

        // Any other text is whatever somebody asked for, and would be kept for ever.
        return type.Resource is null ? type : _types.GetOrAdd(resourceType, type);
    }

    private PlatformRule? FindRule(string resourceType, RuleVerb verb) => Know(resourceType).FindRule(verb);

    private CapabilityVerdict Unsupported(string id, string message, string? suggestion = null) =>
        Verdict(CapabilitySupport.Unsupported, id, message, _origin, suggestion);

    /// <summary>
    /// What the facts do not hold. A platform's own statement says by its silence that it does not support it; an implementation
    /// guide from which support is only assumed says nothing of what a server can do beyond it.
    /// </summary>
    private CapabilityVerdict NotDeclared(string id, string message, string? suggestion = null) =>
        Verdict(_isAssumed ? CapabilitySupport.Undeclared : CapabilitySupport.Unsupported, id, message, _origin, suggestion);

    /// <summary>The same of something that may be what the statement lists in a form that could not be used: that is not silence.</summary>
    private CapabilityVerdict NotDeclared(string id, string message, string? suggestion, StatementPart part, string resourceType, string name) =>
        IsLeftOut(part, resourceType, name)
            ? Undeclared(id, message + "; but its statement lists something there that could not be read, so it may work", suggestion)
            : NotDeclared(id, message, suggestion);

    /// <summary>Whether something may be what the statement lists and could not be used (FHT0007).</summary>
    private bool IsLeftOut(StatementPart part, string resourceType, string name)
    {
        foreach (var leftOut in Manifest.LeftOut)
        {
            if (leftOut.MayBe(part, resourceType, name))
            {
                return true;
            }
        }

        return false;
    }

    private CapabilityVerdict Undeclared(string id, string message, string? suggestion = null) =>
        Verdict(CapabilitySupport.Undeclared, id, message, _origin, suggestion);

    private static CapabilityVerdict Broken(PlatformRule rule, string id, string message, int criterion = -1) =>
        Verdict(rule.IsDeclaredOnly ? CapabilitySupport.Undeclared : CapabilitySupport.Unsupported, id, message, rule.Source, null)
            with { CriterionIndex = criterion };

    private static CapabilityVerdict Verdict(CapabilitySupport support, string id, string message, string source, string? suggestion) =>
        new(support, id, message + " (" + source + ")" + CapabilityVerdict.EndOfMessage(suggestion), source)
        {
            Suggestion = suggestion,
        };
}
