using System.Text;

namespace FhirTyped.FactsTool;

/// <summary>Writes facts: UTF-8 without a mark, one fact a line, line feeds.</summary>
internal static class FactsFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the lines, ending the last one too.</summary>
    public static void Write(string path, IEnumerable<string> lines) =>
        File.WriteAllText(path, string.Join('\n', lines) + "\n", Utf8);
}
