using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>docs/guides/client-options.md explains every option of a client.</summary>
public sealed class ClientOptionsGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "client-options.md"));

    public static TheoryData<string> Options => [.. typeof(FhirPlatformOptions).GetProperties().Select(static property => property.Name)];

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryOption_IsInTheGuide(string name) => Assert.Matches($"`{name}( = \\w+)?`", Guide);
}
