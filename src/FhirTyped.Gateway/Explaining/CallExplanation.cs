using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>What would become of a call. It is for whoever wrote the call: its messages repeat names that he wrote, and it stands in no log.</summary>
internal sealed record CallExplanation
{
    /// <summary>Why it can be no call at all, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What is asked; null where <see cref="Problem"/> says why nothing is.</summary>
    public FhirRoute? Route { get; init; }

    /// <summary>The criteria, to which <see cref="CapabilityVerdict.CriterionIndex"/> points; null where there are none.</summary>
    public SearchQuery? Criteria { get; init; }

    /// <summary>What the judge says: what is refused and what is undeclared. Empty where all is supported.</summary>
    public IReadOnlyList<CapabilityVerdict> Verdicts { get; init; } = [];

    /// <summary>What is good to know and speaks against nothing: defaults that the server applies, for example.</summary>
    public IReadOnlyList<CapabilityVerdict> Advice { get; init; } = [];

    /// <summary>Why the gateway's policy does not permit it, or null.</summary>
    public string? PolicyRefusal { get; init; }

    /// <summary>The scope that would permit it, or null.</summary>
    public string? MissingScope { get; init; }

    /// <summary>Whether the caller has to log in at the platform first.</summary>
    public bool NeedsLogin { get; init; }

    /// <summary>Whether the judge refuses it, by the platform's options: undeclared counts where they say so.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The same request as the platform takes it, below the base address; null where it is right as it is, or nobody knows how it would be.</summary>
    public string? CorrectedUrl { get; init; }

    /// <summary>Whether it would be sent as it is.</summary>
    public bool WouldBeSent => Problem is null && !IsRefused && PolicyRefusal is null && !NeedsLogin;

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(CallExplanation);
}
