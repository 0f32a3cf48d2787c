namespace FhirTyped.R4;

/// <summary>The id and extensions of a primitive, which JSON writes beside it: <c>_birthDate</c>.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(FhirJsonConverter<PrimitiveMetadata>))]
public sealed class PrimitiveMetadata : Element
{
    /// <inheritdoc/>
    public override string TypeName => "Element";

    /// <summary>The JSON that stood where an object should, as it came.</summary>
    internal byte[]? Raw { get; init; }

    private protected override Base NewInstance() => new PrimitiveMetadata { Raw = Raw };
}
