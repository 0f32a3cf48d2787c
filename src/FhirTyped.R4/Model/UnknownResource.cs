namespace FhirTyped.R4;

/// <summary>
/// A resource of a type that FHIR R4 does not have (of a later version, or without a <c>resourceType</c>). Everything beyond
/// <see cref="Resource"/>'s own elements is in <see cref="Base.UnknownProperties"/>, and is written back.
/// </summary>
/// <param name="typeName">The type in the payload; empty where it had none.</param>
[System.Text.Json.Serialization.JsonConverter(typeof(FhirJsonConverter<UnknownResource>))]
public sealed class UnknownResource(string typeName) : Resource
{
    /// <inheritdoc/>
    public override string TypeName { get; } = typeName ?? throw new ArgumentNullException(nameof(typeName));

    private protected override Base NewInstance() => new UnknownResource(TypeName);
}
