namespace FhirTyped.ModelGenerator.Filters;

/// <summary>A property of a local filter. Cached by the driver: plain data only.</summary>
/// <param name="Name">Its C# name: that of the same search parameter in a platform's query.</param>
/// <param name="ParameterName">The search parameter's name.</param>
/// <param name="ParameterType">The search parameter's type as the standard writes it, for example <c>token</c>.</param>
/// <param name="Elements">The elements at which it looks, in words.</param>
internal sealed record FilterPropertySpec(string Name, string ParameterName, string ParameterType, string Elements);
