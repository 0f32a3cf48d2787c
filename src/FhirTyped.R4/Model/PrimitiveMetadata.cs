namespace FhirTyped.R4;

/// <summary>The id and extensions of a primitive, which JSON writes beside it: <c>_birthDate</c>.</summary>
public sealed class PrimitiveMetadata : Element
{
    /// <inheritdoc/>
    public override string TypeName => "Element";

    private protected override Base NewInstance() => new PrimitiveMetadata();
}
