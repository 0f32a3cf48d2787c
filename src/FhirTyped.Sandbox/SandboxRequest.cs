namespace FhirTyped.Sandbox;

/// <summary>A request that a sandbox has answered. It holds neither ids nor values.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Interaction">
/// FHIR's word for what was asked (https://hl7.org/fhir/R4/valueset-type-restful-interaction.html), for example <c>search-type</c>;
/// <c>capabilities</c>, <c>operation</c>, <c>batch</c>; of requests to the authorization server the last part of their path, for example
/// <c>token</c>; or empty where it was neither.
/// </param>
/// <param name="ResourceType">The resource type, or empty where the whole system was asked.</param>
/// <param name="Status">The HTTP status of the answer.</param>
public sealed record SandboxRequest(string Method, string Interaction, string ResourceType, int Status);
