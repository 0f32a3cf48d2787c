namespace FhirTyped;

/// <summary>How <c>$expand</c> is asked to expand a value set (https://hl7.org/fhir/R4/valueset-operation-expand.html).</summary>
public sealed record ExpandOptions
{
    /// <summary>A text that the codes' displays must match, as a person types it.</summary>
    /// <value>By default null: all codes.</value>
    public string? Filter { get; init; }

    /// <summary>How many codes to leave out before the first.</summary>
    /// <value>By default null: none.</value>
    public int? Offset { get; init; }

    /// <summary>How many codes to give at most.</summary>
    /// <value>By default null: all.</value>
    public int? Count { get; init; }
}
