namespace FhirTyped.Capabilities;

/// <summary>What a rule says: the facts about a platform that no CapabilityStatement can express.</summary>
public enum RuleVerb
{
    /// <summary>A search must hold all parameters of at least one of the listed sets.</summary>
    RequiresOneOf,

    /// <summary>A parameter is only accepted together with all of the listed ones.</summary>
    RequiresWith,

    /// <summary>A parameter only has effect where another one has one of the listed values.</summary>
    ActiveWhen,

    /// <summary>Beside the listed parameters, every other filter is ignored.</summary>
    IgnoresOthers,

    /// <summary>The parameters of a set cannot be used together.</summary>
    Excludes,

    /// <summary>Only the listed values of a parameter are accepted.</summary>
    Values,

    /// <summary>Only the listed modifiers of a parameter are accepted.</summary>
    Modifiers,

    /// <summary>Only the listed comparison prefixes of a parameter are accepted.</summary>
    Prefixes,

    /// <summary>A parameter may be given at most so many times.</summary>
    MaxOccurs,

    /// <summary>Several values are accepted as a comma list only, never by repetition.</summary>
    OrOnly,

    /// <summary>The server applies a default where the parameter is absent.</summary>
    Default,

    /// <summary>The server ignores the listed parameters.</summary>
    Ignored,

    /// <summary>An include needs a further scope.</summary>
    IncludeScope,

    /// <summary>Updates need <c>If-Match</c>.</summary>
    IfMatch,

    /// <summary>Search by POST to <c>_search</c> is accepted.</summary>
    SearchPost,

    /// <summary>The listed token parameters need a system before the code.</summary>
    SystemRequired,

    /// <summary>Hosts to which <c>next</c> links may lead, beside the base address; the platform's own host lets them leave its path.</summary>
    PagingHosts,

    /// <summary>The links of a page are relative to the base address, although they begin with a slash.</summary>
    PageLinks,

    /// <summary>A bound of a parameter is only accepted together with one from the other side.</summary>
    ClosedRange,

    /// <summary>A search with <c>Prefer: handling=strict</c> is refused where the server would leave something out.</summary>
    HandlingStrict,

    /// <summary>The parameters that make an address one of a further page, and no search that somebody wrote.</summary>
    PagingParameters,

    /// <summary>Whether chained searches are accepted.</summary>
    Chains,

    /// <summary>Whether <c>_has</c> is accepted.</summary>
    ReverseChains,

    /// <summary>A parameter is only accepted with one of the listed modifiers.</summary>
    ModifierRequired,
}
