using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>What a test's project has beside its source.</summary>
internal sealed record AnalyzerSetup
{
    /// <summary>The text of its <c>.editorconfig</c>.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>The text of its <c>.globalconfig</c>.</summary>
    public string GlobalConfig { get; init; } = "";

    /// <summary>References beside the libraries and the platforms of the tests.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];
}
