namespace FhirTyped;

/// <summary>
/// Emits Refit clients of a platform into this project: for each resource type an interface, <c>IEpicObservationApi</c>, with what the platform supports, and its
/// implementation, which is registered with Refit. <c>[assembly: FhirRefitClients&lt;Epic&gt;]</c>
/// </summary>
/// <remarks>
/// They stand in the project's root namespace. Any platform will do: one of FhirTyped.Platforms, of another package, or of a platform file of this project.
/// </remarks>
/// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class FhirRefitClientsAttribute<TPlatform> : Attribute
    where TPlatform : FhirPlatformClient
{
    /// <summary>The classes that the interfaces take and give.</summary>
    /// <value>By default FhirTyped's own.</value>
    public FhirModel Model { get; set; }
}
