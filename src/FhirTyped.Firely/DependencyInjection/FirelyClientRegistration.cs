namespace FhirTyped.Firely;

/// <summary>A server for which a <c>FhirClient</c> is registered.</summary>
/// <param name="Name">The server's name.</param>
internal sealed record FirelyClientRegistration(string Name);
