using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.ModelGenerator.Tests;

/// <summary>A facts file in memory.</summary>
internal sealed class FactsText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
}
