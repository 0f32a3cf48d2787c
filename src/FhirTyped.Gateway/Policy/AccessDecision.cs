using FhirTyped.R4;

namespace FhirTyped.Gateway;

/// <summary>Whether something is permitted.</summary>
/// <param name="Refusal">Why not, without a value of the request; null where it is permitted.</param>
/// <param name="MissingScope">The scope that would permit it, or null.</param>
/// <param name="Check">What each resource of the answer must meet, where the request alone does not show it; null where it does.</param>
internal sealed record AccessDecision(string? Refusal, string? MissingScope, Predicate<Resource>? Check)
{
    /// <summary>Permitted.</summary>
    public static AccessDecision Permitted { get; } = new(null, null, null);

    /// <summary>Whether it is permitted.</summary>
    public bool IsPermitted => Refusal is null;

    /// <summary>Permitted, if the answer is what it should be.</summary>
    public static AccessDecision PermittedIf(Predicate<Resource>? check) => check is null ? Permitted : new(null, null, check);

    /// <summary>Not permitted.</summary>
    public static AccessDecision Refused(string why, string? missingScope = null) => new(why, missingScope, null);

    /// <summary>What two that both have a say decide.</summary>
    public AccessDecision And(AccessDecision other) =>
        !IsPermitted ? this
        : !other.IsPermitted ? other
        : Check is not { } first ? other
        : other.Check is not { } second ? this
        : PermittedIf(resource => first(resource) && second(resource));
}
