namespace FhirTyped.Capabilities;

/// <summary>What is known of a search parameter of a resource type.</summary>
internal sealed class JudgedParameter
{
    public JudgedParameter(JudgedType type, string name)
    {
        Declared = type.FindDeclared(name);
        OfR4 = R4Definitions.FindSearchParameter(type.Name, name);
        Codes = OfR4 is { Type: SearchParameterType.Token } ? R4RequiredCodes.Of(type.Name, name) : null;
        RequiredModifiers = type.FindClause(RuleVerb.ModifierRequired, name);
        Prefixes = type.FindClause(RuleVerb.Prefixes, name);
        Values = type.FindClause(RuleVerb.Values, name);
        SystemRequired = type.FindRule(RuleVerb.SystemRequired) is { } rule && rule.Clauses[0].Values.Contains(name) ? rule : null;
    }

    /// <summary>As the platform declares it; null where it does not.</summary>
    public SearchParameterCapability? Declared { get; }

    /// <summary>As FHIR R4 defines it; null where it does not.</summary>
    public R4SearchParameter? OfR4 { get; }

    /// <summary>The codes that it can find, where it is a token and R4 binds them; or null.</summary>
    public R4CodeSet? Codes { get; }

    /// <summary>The modifiers with which alone the platform takes it; null for no such rule.</summary>
    public (PlatformRule Rule, RuleClause Clause)? RequiredModifiers { get; }

    /// <summary>The comparisons that it takes; null for no such rule.</summary>
    public (PlatformRule Rule, RuleClause Clause)? Prefixes { get; }

    /// <summary>The values that it takes; null for no such rule.</summary>
    public (PlatformRule Rule, RuleClause Clause)? Values { get; }

    /// <summary>The rule that its codes need a system; null for none.</summary>
    public PlatformRule? SystemRequired { get; }
}
