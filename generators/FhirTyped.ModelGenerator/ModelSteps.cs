namespace FhirTyped.ModelGenerator;

/// <summary>The names of the generator's steps, by which tests see what was cached.</summary>
internal static class ModelSteps
{
    public const string Types = nameof(Types);
    public const string Enums = nameof(Enums);
    public const string ResourceNames = nameof(ResourceNames);
    public const string DataTypeNames = nameof(DataTypeNames);
    public const string EnumNames = nameof(EnumNames);
    public const string ElementNames = nameof(ElementNames);
    public const string Filters = nameof(Filters);
    public const string SearchInterfaces = nameof(SearchInterfaces);
    public const string FirelyModels = nameof(FirelyModels);
}
