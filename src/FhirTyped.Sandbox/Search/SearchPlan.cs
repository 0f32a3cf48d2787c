using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>A search as the platform carries it out: what it uses of the request, and what it leaves out.</summary>
internal sealed record SearchPlan
{
    public required string ResourceType { get; init; }

    /// <summary>The criteria that filter.</summary>
    public IReadOnlyList<SearchCriterion> Filters { get; init; } = [];

    /// <summary>The path of the <c>self</c> link: the resource type, or the operation that was called.</summary>
    public string SelfPath { get => field.Length > 0 ? field : ResourceType; init; } = "";

    /// <summary>The query of the <c>self</c> link: what was really used, encoded.</summary>
    public string SelfQuery { get; init; } = "";

    /// <summary>What was left out and why; never a value.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How many matches stand on a page.</summary>
    public int PageSize { get; init; }

    /// <summary>Only <c>Bundle.total</c> is asked for.</summary>
    public bool IsCountOnly { get; init; }

    /// <summary>Whether <c>Bundle.total</c> is told.</summary>
    public bool HasTotal { get; init; } = true;

    /// <summary>The sort keys, each with a hyphen before it where it descends.</summary>
    public IReadOnlyList<string> Sort { get; init; } = [];

    public IReadOnlyList<IncludePath> Includes { get; init; } = [];

    /// <summary>Which elements of the resources are given.</summary>
    public Projection Projection { get; init; } = Projection.Whole;
}
