using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Reading;

/// <summary>The public gateway's platform files work unchanged.</summary>
public sealed class GatewayFileTests
{
    public static IEnumerable<TheoryDataRow<string>> Files()
    {
        if (!TestData.IsPresent)
        {
            return [new("") { Skip = TestData.MissingMessage }];
        }

        var folder = TestData.PathOf("directory", "fhir-gateway-platforms");
        return Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => new TheoryDataRow<string>(Path.GetRelativePath(folder, path).Replace('\\', '/')));
    }

    [Fact]
    public void AllOfThem_AreThere()
    {
        Assert.SkipUnless(TestData.IsPresent, TestData.MissingMessage);

        Assert.Equal(66, Files().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_IsReadAndGivesAManifest(string name)
    {
        var path = TestData.PathOf("directory", "fhir-gateway-platforms", name);
        var issues = new List<PlatformIssue>();

        var file = PlatformFileReader.Read(path, File.ReadAllText(path), issues);
        var manifest = ManifestBuilder.Build(file!, null, null, issues);

        Assert.Equal(PlatformIssueIds.Assumed, Assert.Single(issues).Id);
        Assert.NotEmpty(manifest!.Resources);
        Assert.Equal((file!.Id, StatementKind.Assumed), (manifest.Id, manifest.Origin.Kind));
    }
}
