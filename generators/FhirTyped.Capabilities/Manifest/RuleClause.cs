namespace FhirTyped.Capabilities;

/// <summary>
/// One part of a rule. What the fields hold depends on the verb: a set of parameters in <see cref="Values"/>
/// (<c>requires_one_of</c>, <c>excludes</c>), a parameter and what is said of it (<c>values</c>, <c>prefixes</c>,
/// <c>requires_with</c>), or a parameter, a second one and that one's values (<c>active_when</c>).
/// </summary>
/// <param name="Parameter">The parameter that the clause is about, or empty.</param>
/// <param name="Other">A second parameter (<c>active_when</c>), or empty.</param>
/// <param name="Values">Parameters, values, modifiers, prefixes or hosts.</param>
public sealed record RuleClause(string Parameter, string Other, EquatableArray<string> Values);
