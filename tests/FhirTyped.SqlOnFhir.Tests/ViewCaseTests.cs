using FhirTyped.TestKit;

namespace FhirTyped.SqlOnFhir.Tests;

/// <summary>The cases of our own, in tests/corpus/sql-on-fhir, and the public ones of SQL on FHIR, which are not part of the repository.</summary>
public sealed class ViewCaseTests(ITestOutputHelper output)
{
    private const string FolderVariable = "FHIRTYPED_SQL_ON_FHIR_TESTS";

    /// <summary>What the public suite expects otherwise: there, nothing joined is an empty text; FHIRPath says that it is nothing.</summary>
    private static readonly string[] KnownDifferences = ["fhirpath: string join", "fhirpath: string join: default separator"];

    public static TheoryData<string, string> Own
    {
        get
        {
            var data = new TheoryData<string, string>();
            data.AddRange(ViewCase.ReadAll(OwnFolder).Select(test => (test.File, test.Title)).ToArray());
            return data;
        }
    }

    private static string? PublicFolder => Environment.GetEnvironmentVariable(FolderVariable);

    private static string OwnFolder => Path.Combine(TestFiles.CorpusRoot, "sql-on-fhir");

    [Theory]
    [MemberData(nameof(Own))]
    public void Case_Holds(string file, string title) =>
        Assert.Null(Assert.Single(ViewCase.ReadAll(OwnFolder), test => test.File == file && test.Title == title).Failure());

    /// <summary>The folders of whole suites that are here: a row for the public one only where it is.</summary>
    public static TheoryData<string> Suites => Directory.Exists(PublicFolder) ? [OwnFolder, PublicFolder!] : [OwnFolder];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Suite_Holds(string folder)
    {
        if (!Directory.Exists(PublicFolder))
        {
            output.WriteLine($"SQL on FHIR's own tests are not here and did not run: {FolderVariable} names the folder 'tests' of github.com/FHIR/sql-on-fhir-v2.");
        }

        var cases = ViewCase.ReadAll(folder).ToArray();
        var failures = cases.Select(test => (test, failure: test.Failure())).Where(pair => pair.failure is not null)
            .Select(pair => $"{pair.test.File}: {pair.test.Title}: {pair.failure}").ToArray();
        var count = $"{cases.Length - failures.Length} of {cases.Length} in {folder}";
        output.WriteLine(count);
        Assert.NotEmpty(cases);
        var unknown = failures.Where(static failure => !KnownDifferences.Any(known => failure.StartsWith(known + ": expected", StringComparison.Ordinal)));
        Assert.True(!unknown.Any(), count + "\n" + string.Join('\n', failures));
    }
}
