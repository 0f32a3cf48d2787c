namespace FhirTyped.R4;

/// <summary>What a side entry keeps.</summary>
internal enum SideKind
{
    /// <summary>The id and extensions of a primitive.</summary>
    Metadata,

    /// <summary>A number's text, where its value alone would be written otherwise.</summary>
    NumberText,

    /// <summary>A property that the payload gave twice, so that what came first is gone.</summary>
    GivenTwice,

    /// <summary>A property that the type does not have.</summary>
    UnknownProperty,

    /// <summary>A property with a value that the model's property cannot hold; it gives way once that is set.</summary>
    UnreadableProperty,

    /// <summary>A property with a number that is valid FHIR and beyond .NET's decimal; it gives way once that is set.</summary>
    LargeNumber,
}
