using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Reading;

/// <summary>The public gateway's platform files work unchanged, and so do files of our own making in its shape.</summary>
public sealed class GatewayFileTests
{
    public static IEnumerable<TheoryDataRow<string>> Files() => Own.Concat(Public).Select(static name => new TheoryDataRow<string>(name));

    private static IEnumerable<string> Own => Names("platforms");

    private static IEnumerable<string> Public => Names("directory", "fhir-gateway-platforms");

    [Fact]
    public void AllOfThem_AreThere()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);

        Assert.Equal(66, Public.Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_IsReadAndGivesAManifest(string name)
    {
        var path = TestFiles.PathOf(name.Split('/'));
        var issues = new List<PlatformIssue>();

        var file = PlatformFileReader.Read(path, File.ReadAllText(path), issues);
        var manifest = ManifestBuilder.Build(file!, null, null, issues);

        Assert.Equal(PlatformIssueIds.Assumed, Assert.Single(issues).Id);
        Assert.NotEmpty(manifest!.Resources);
        Assert.Equal((file!.Id, StatementKind.Assumed), (manifest.Id, manifest.Origin.Kind));
    }

    private static IEnumerable<string> Names(params string[] folder) =>
        from root in new[] { TestFiles.CorpusRoot, TestFiles.Root }
        where root is not null && Directory.Exists(Path.Combine([root, .. folder]))
        from path in Directory.GetFiles(Path.Combine([root, .. folder]), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select Path.GetRelativePath(root, path).Replace('\\', '/');
}
