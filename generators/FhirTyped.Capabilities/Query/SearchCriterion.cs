namespace FhirTyped.Capabilities;

/// <summary>One <c>name=value</c> of a search: <c>subject:Patient.name=peter,paul</c>.</summary>
public sealed record SearchCriterion
{
    /// <summary>The parameter's name without modifier and chain: <c>subject</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What follows the first colon, or empty: <c>Patient</c>. For <c>_has</c> everything that follows it.</summary>
    public string Modifier { get; init; } = "";

    /// <summary>What follows the first dot, or empty: <c>name</c>.</summary>
    public string Chain { get; init; } = "";

    /// <summary>The values: any of them may hold. Several criteria of one name must all hold.</summary>
    public EquatableArray<SearchValue> Values { get; init; }

    /// <summary>The criterion is only part of the search on some paths through the program.</summary>
    public bool IsPossible { get; init; }

    /// <summary>Whether it narrows the search, rather than shaping its answer as <c>_count</c> and <c>_include</c> do.</summary>
    public bool IsFilter => !R4Definitions.IsResultParameter(Name);

    /// <summary>The name as it stands in the URL.</summary>
    public string FullName => Name + (Modifier.Length > 0 ? ":" + Modifier : "") + (Chain.Length > 0 ? "." + Chain : "");

    /// <summary>The name, without values: those may be a patient's.</summary>
    public override string ToString() => SearchNames.FindProblem(FullName) is null ? FullName : nameof(SearchCriterion);
}
