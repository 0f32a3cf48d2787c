namespace FhirTyped.ModelGenerator.Parsing;

/// <summary>The two files of search parameters, which have one name: the folder tells them apart.</summary>
internal static class SearchParameterFiles
{
    private const string Name = "search-parameters.facts";

    /// <summary>Whether a file says where each parameter looks: spec/search-parameters.facts.</summary>
    public static bool IsExpressions(string path) => Path.GetFileName(path) == Name && !IsNames(path);

    /// <summary>Whether a file only names the parameters, as all who judge them read it: R4/search-parameters.facts.</summary>
    public static bool IsNames(string path) => Path.GetFileName(path) == Name && Path.GetFileName(Path.GetDirectoryName(path)) == "R4";
}
