using Microsoft.CodeAnalysis;

namespace FhirTyped.TestKit.Generation;

/// <summary>The assemblies against which tests compile.</summary>
public static class TestReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> FrameworkAssemblies = new(static () => Load(IsFramework));

    private static readonly Lazy<IReadOnlyList<MetadataReference>> LibraryAssemblies = new(static () => Load(IsLibrary));

    /// <summary>The running framework.</summary>
    public static IReadOnlyList<MetadataReference> Framework => FrameworkAssemblies.Value;

    /// <summary>FhirTyped's own libraries and what their public members name, as far as the test project references them.</summary>
    public static IReadOnlyList<MetadataReference> Libraries => LibraryAssemblies.Value;

    private static List<MetadataReference> Load(Func<string, bool> isWanted)
    {
        var paths = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        return [.. paths.Where(isWanted).Order(StringComparer.Ordinal).Select(static path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsFramework(string path) =>
        Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    private static bool IsLibrary(string path) => Path.GetFileName(path) is "FhirTyped.dll" or "FhirTyped.R4.dll" or "FhirTyped.Refit.dll" or "Refit.dll" or "Refit.HttpClientFactory.dll"
        || Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
}
