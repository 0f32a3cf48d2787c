using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.TestKit.Generation;

/// <summary>An additional file of a test, which counts how often it is read.</summary>
public sealed class InMemoryText(string path, string text) : AdditionalText
{
    private int _reads;

    /// <inheritdoc/>
    public override string Path => path;

    /// <summary>How often the text was asked for.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return SourceText.From(text, Encoding.UTF8);
    }
}
