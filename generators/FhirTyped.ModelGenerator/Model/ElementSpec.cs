namespace FhirTyped.ModelGenerator.Model;

/// <summary>One element of a type. Cached by the driver: plain data only.</summary>
internal sealed record ElementSpec
{
    /// <summary>The path from the root, without [x].</summary>
    public required string Path { get; init; }

    /// <summary>The name in JSON, without [x].</summary>
    public required string Name { get; init; }

    public required string PropertyName { get; init; }

    public required ElementKind Kind { get; init; }

    public required int Min { get; init; }

    public required string Max { get; init; }

    /// <summary>The types' names in the standard; one, unless it is a choice.</summary>
    public required EquatableArray<string> Types { get; init; }

    /// <summary>The C# type of one value, not nullable.</summary>
    public required string ClassName { get; init; }

    public required EquatableArray<string> Targets { get; init; }

    /// <summary>required, extensible, preferred or example; null where nothing is bound.</summary>
    public required string? BindingStrength { get; init; }

    public required string? ValueSet { get; init; }

    /// <summary>The enum of the value set, where there is one.</summary>
    public required string? EnumName { get; init; }

    /// <summary>The one of the five questions that it answers (subject, done, ...); null where the standard says none.</summary>
    public string? FiveWs { get; init; }

    public required bool IsModifier { get; init; }

    public required bool IsSummary { get; init; }

    public bool IsList => Max != "1" && Max != "0";

    public bool IsRequired => Min > 0;
}
