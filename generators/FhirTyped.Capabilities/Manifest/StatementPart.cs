namespace FhirTyped.Capabilities;

/// <summary>What kind of thing a statement lists.</summary>
public enum StatementPart
{
    /// <summary>A resource type.</summary>
    Resource,

    /// <summary>An interaction.</summary>
    Interaction,

    /// <summary>A search parameter.</summary>
    SearchParameter,

    /// <summary>A value of <c>_include</c>.</summary>
    Include,

    /// <summary>A value of <c>_revinclude</c>.</summary>
    RevInclude,

    /// <summary>An operation.</summary>
    Operation,

    /// <summary>A media type of patches.</summary>
    PatchFormat,
}
