using FhirTyped.Emission;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>What emitted files and files for people to edit write alike.</summary>
internal static class CodeWriterExtensions
{
    /// <summary>Writes what the platform's rules say; nothing where they say nothing.</summary>
    public static CodeWriter Remarks(this CodeWriter writer, string caveats) =>
        caveats.Length == 0 ? writer : writer.Line($"/// <remarks>{CSharpText.Documentation(caveats)}</remarks>");
}
