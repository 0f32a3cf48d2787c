namespace FhirTyped.Auth;

/// <summary>A resource that belongs to the context of a launch (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#fhir-context).</summary>
/// <param name="Reference">The reference, for example <c>ImagingStudy/123</c>; null where the resource is named by its canonical address or identifier alone.</param>
/// <param name="Canonical">The canonical address, or null.</param>
/// <param name="Type">The resource type, or null.</param>
/// <param name="Role">The role in the context, a URI; null is <c>launch</c>.</param>
public sealed record SmartContextReference(string? Reference, string? Canonical, string? Type, string? Role)
{
    /// <summary>The type alone: a reference names a patient's data.</summary>
    public override string ToString() => nameof(SmartContextReference);
}
