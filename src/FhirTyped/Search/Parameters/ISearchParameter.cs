namespace FhirTyped;

/// <summary>A search parameter of a query.</summary>
public interface ISearchParameter
{
    /// <summary>Its name in the URL, for example <c>address-city</c>.</summary>
    string Name { get; }
}
