namespace FhirTyped.Capabilities;

/// <summary>A property of an emitted query class.</summary>
/// <param name="Name">Its C# name, for example <c>AddressCity</c>.</param>
/// <param name="Parameter">The search parameter that it stands for, for example <c>address-city</c>.</param>
internal sealed record QueryProperty(string Name, SearchParameterCapability Parameter);
