namespace FhirTyped.Capabilities;

/// <summary>
/// An interface of the client's library that a query class implements where it has a search parameter of R4, so that code for
/// any platform can ask for queries that have it.
/// </summary>
/// <param name="Name">Its C# name without the type parameter, for example <c>ISearchByIdentifier</c>.</param>
/// <param name="PropertyName">The name of its one property, for example <c>Identifier</c>.</param>
/// <param name="ParameterName">The search parameter's name in the URL.</param>
/// <param name="Type">The search parameter's type.</param>
/// <param name="ResourceTypes">What defines the parameter: resource types, or <c>DomainResource</c> or <c>Resource</c> for all of them.</param>
internal sealed record SearchInterface(
    string Name, string PropertyName, string ParameterName, SearchParameterType Type, EquatableArray<string> ResourceTypes);
