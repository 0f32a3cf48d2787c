namespace FhirTyped.ModelGenerator.Search;

/// <summary>Reads the facts of search parameters.</summary>
internal static class SearchInterfaceParser
{
    /// <summary>The interfaces, in ordinal order of their names.</summary>
    public static EquatableArray<SearchInterface> Parse(string text) => new(SearchInterfaces.Of(R4Facts.Read(new StringReader(text))));
}
