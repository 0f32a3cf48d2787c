using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>A platform whose Refit clients a project asks for. Cached by the driver: plain data only.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="IsFirely">Whether they take and give the classes of the Firely SDK.</param>
/// <param name="LacksFirely">Whether the package for that is not there.</param>
internal sealed record DeclaredRefitClients(DeclaredPlatform Platform, bool IsFirely, bool LacksFirely);
