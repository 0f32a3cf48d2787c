using FhirTyped.TestKit;
using FhirTyped.TestKit.Generation;
using Snapshooter;
using Snapshooter.Xunit3;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests.Golden;

/// <summary>
/// The code of one small platform, file by file, as people's projects get it: emitted code is an API, so a change of it is seen and
/// meant. To take a change over, run this class with FHIRTYPED_ACCEPT=1 and look at what git shows.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(TestFiles.RepositoryRoot, "tests", "FhirTyped.PlatformGenerator.Tests", "Golden");

    private static readonly string Snapshots = Path.Combine(Folder, "__snapshots__");

    private static readonly IReadOnlyDictionary<string, string> Emitted = Emit();

    static GoldenTests()
    {
        var isAccepted = Environment.GetEnvironmentVariable("FHIRTYPED_ACCEPT") == "1";
        Directory.CreateDirectory(Snapshots);
        if (isAccepted)
        {
            Array.ForEach(Directory.GetFiles(Snapshots), File.Delete);
        }

        // A golden file that is missing is a failure everywhere, not only where a build server says so.
        Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", isAccepted ? "false" : "true");
    }

    public static TheoryData<string> Files => [.. Emitted.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void EmittedFile_IsTheGoldenFile(string file) => Snapshot.Match(Emitted[file], new SnapshotFullName(NameOf(file), Folder));

    [Fact]
    public void NoGoldenFile_IsLeftOver() => Assert.Empty(
        Directory.GetFiles(Snapshots, "*.snap").Select(static path => Path.GetFileName(path)).Except(Emitted.Keys.Select(NameOf)));

    private static string NameOf(string file) => Path.ChangeExtension(file, ".snap");

    private static IReadOnlyDictionary<string, string> Emit()
    {
        var run = Begin().WithSource("[assembly: FhirTyped.FhirRefitClients<Acme.Harbor>]");
        foreach (var name in new[] { "platform.json", "capabilities.json" })
        {
            run.WithText(PlatformProject.Folder + "harbor/" + name, File.ReadAllText(Path.Combine(Folder, "harbor", name)));
        }

        var result = run.Run();
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerProblems);
        return result.Sources;
    }
}
