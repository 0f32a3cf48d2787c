using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>What one generator of a dataset wants of another one.</summary>
/// <param name="Name">The other one's name.</param>
/// <param name="SetReference">Puts the reference into the resource.</param>
/// <param name="Likelihood">How likely it is: of a parent, that there is any resource; of others, that there is a reference.</param>
internal sealed record DatasetDependency(string Name, Action<Resource, ResourceReference> SetReference, double Likelihood);
