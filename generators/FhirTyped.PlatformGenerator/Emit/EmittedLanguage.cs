using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>The C# that emitted code is written in.</summary>
internal static class EmittedLanguage
{
    /// <summary>The oldest version that compiles it: it has static abstract members of interfaces and UTF-8 literals.</summary>
    public const LanguageVersion Oldest = LanguageVersion.CSharp11;

    /// <summary>The same for people.</summary>
    public const string OldestText = "11";

    /// <summary>A project's version where it is too old; null where it is not.</summary>
    public static string? FindTooOld(ParseOptions options) =>
        options is CSharpParseOptions { LanguageVersion: var version } && version < Oldest ? version.ToDisplayString() : null;
}
