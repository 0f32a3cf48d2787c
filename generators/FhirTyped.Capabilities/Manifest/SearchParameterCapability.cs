namespace FhirTyped.Capabilities;

/// <summary>A search parameter that a server declares.</summary>
/// <param name="Name">Its name in the URL, for example <c>address-city</c>.</param>
/// <param name="Type">Its type.</param>
public sealed record SearchParameterCapability(string Name, SearchParameterType Type);
