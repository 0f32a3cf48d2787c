namespace FhirTyped;

/// <summary>
/// Names the platform that this project's clients of another library ask, so that the analyzers know it where no address in the
/// source says so: <c>[assembly: FhirPlatformFor&lt;Epic&gt;]</c>.
/// </summary>
/// <remarks>
/// It is for the Firely SDK's <c>FhirClient</c>, and has no effect at run time. A client that is made with the address of a known
/// platform is one of that platform; the <c>.editorconfig</c> key <c>fhirtyped_platform = epic</c> names a platform by its id for a folder
/// and stands above the attribute.
/// </remarks>
/// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class FhirPlatformForAttribute<TPlatform> : Attribute
    where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>;
