namespace FhirTyped.ModelGenerator.Model;

/// <summary>One class to emit. Cached by the driver: plain data only.</summary>
internal sealed record TypeSpec
{
    /// <summary>The type's name, or the path of a component (Patient.contact).</summary>
    public required string Name { get; init; }

    public required string ClassName { get; init; }

    /// <summary>The class it derives from.</summary>
    public required string BaseClass { get; init; }

    public required bool IsResource { get; init; }

    public required bool IsAbstract { get; init; }

    public required bool IsComponent { get; init; }

    public required EquatableArray<ElementSpec> Elements { get; init; }

    /// <summary>The type's name as FHIRPath sees it: a component is a BackboneElement or an Element.</summary>
    public string FhirType => IsComponent ? BaseClass : Name;
}
