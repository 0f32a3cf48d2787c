using System.Diagnostics;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The gate finds the public test data where the tests find it: else it could not tell whether a test may be skipped.</summary>
public sealed class GateTests
{
    [Fact]
    public void Gate_FindsTheDataAsTheTestsDo() => Assert.Equal(TestFiles.Root ?? "", Find(Environment.GetEnvironmentVariable("FHIRTYPED_DATA")));

    [Fact]
    public void Gate_TakesTheFolderOfTheVariable_WhereItIsOne()
    {
        Assert.Equal(TestFiles.CorpusRoot, Find(TestFiles.CorpusRoot));
        Assert.Equal("", Find(Path.Combine(TestFiles.CorpusRoot, "no-such-folder")));
        Assert.Equal("", Find(Path.Combine(TestFiles.CorpusRoot, "examples")));
        Assert.Equal(Find(null), Find(""));
    }

    private static string Find(string? variable)
    {
        var start = new ProcessStartInfo("bash", [".ci/test-data"]) { WorkingDirectory = TestFiles.RepositoryRoot, RedirectStandardOutput = true };
        start.Environment.Remove("FHIRTYPED_DATA");
        if (variable is not null)
        {
            start.Environment["FHIRTYPED_DATA"] = variable;
        }

        using var process = Process.Start(start)!;
        var found = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return found.TrimEnd('\n');
    }
}
