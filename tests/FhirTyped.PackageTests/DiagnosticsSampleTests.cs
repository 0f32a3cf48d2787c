using System.Text.RegularExpressions;
using FhirTyped.TestKit;

namespace FhirTyped.PackageTests;

/// <summary>The sample that does not build reports what its comments promise, and nothing else.</summary>
public sealed partial class DiagnosticsSampleTests
{
#if RELEASE_PACKAGES
    private const string Configuration = "Release";
#else
    private const string Configuration = "Debug";
#endif

    private static readonly string[] Files = ["Program.cs", "hospital.platform.json"];

    [Fact]
    public async Task EveryPromisedDiagnostic_IsReportedAtItsLine_AndNoOther()
    {
        var folder = Path.Combine(TestFiles.RepositoryRoot, "samples", "Diagnostics");
        var promised = Files
            .SelectMany(file => File.ReadLines(Path.Combine(folder, file))
                .SelectMany((line, index) => Promise().Matches(line[(line.LastIndexOf("// ", StringComparison.Ordinal) is var at && at > 0 ? at : line.Length)..])
                    .Select(match => $"{file}({index + 1}): {match.Value}")))
            .Order(StringComparer.Ordinal);

        // What it references has been built with this project.
        var (exitCode, output) = await DotNet.RunAsync(folder, "build", "--no-dependencies", "-c", Configuration);

        Assert.NotEqual(0, exitCode);
        Assert.Equal(promised, Reported().Matches(output).Select(static match => match.Groups[1].Value + "): " + match.Groups[2].Value)
            .Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("FHT[0-9]{4}")]
    private static partial Regex Promise();

    [GeneratedRegex(@"([\w.]+\.(?:cs|json)\([0-9]+),[0-9]+\): (?:error|warning) (FHT[0-9]{4})")]
    private static partial Regex Reported();
}
