using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using FhirTyped.Capabilities;
using FhirTyped.Platforms;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>docs/platforms.md and the README's figures are made from the built-in platforms. To write the page anew, run this with FHIRTYPED_ACCEPT=1.</summary>
public sealed partial class PlatformsPageTests
{
    private static readonly string PagePath = Path.Combine(TestFiles.RepositoryRoot, "docs", "platforms.md");

    private static readonly IReadOnlyList<PlatformManifest> Platforms =
        [.. typeof(Epic).Assembly.GetCustomAttributes<FhirPlatformAttribute>()
            .Select(static attribute => ((PlatformDescriptor)attribute.Platform.GetProperty("Descriptor")!.GetValue(null)!).Manifest)
            .OrderBy(static platform => platform.Id, StringComparer.Ordinal)];

    [Fact]
    public void Page_IsMadeFromThePlatforms()
    {
        var page = Page();
        if (Environment.GetEnvironmentVariable("FHIRTYPED_ACCEPT") == "1")
        {
            File.WriteAllText(PagePath, page);
        }

        Assert.Equal(page, File.ReadAllText(PagePath));
    }

    [Fact]
    public void EveryFolderOfAPlatform_HasItsRow() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms")).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal),
        Row().Matches(File.ReadAllText(PagePath)).Select(static match => match.Groups[1].Value));

    [Fact]
    public void Readme_HasTheRightFigures()
    {
        var readme = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "README.md")).Replace('\n', ' ');

        Assert.Equal($"Built in are {Platforms.Count} platforms", Figure("Built in are \\d+ platforms"));
        Assert.Equal($"{Count(StatementKind.Declared)} have a CapabilityStatement of their own", Figure("\\d+ have a CapabilityStatement of their own"));
        Assert.Equal($"{Count(StatementKind.Derived)} are rebuilt from their vendors' documentation", Figure("\\d+ are rebuilt from their vendors' documentation"));

        string Figure(string pattern) => Regex.Match(readme, pattern).Value;
    }

    private static int Count(StatementKind kind) => Platforms.Count(platform => platform.Origin.Kind == kind);

    private static string Page()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            # The built-in platforms

            {{Platforms.Count}} platforms: {{Count(StatementKind.Declared)}} have a CapabilityStatement of their own, {{Count(StatementKind.Derived)}} are rebuilt from their vendors' documentation, and
            {{Count(StatementKind.Assumed)}} are assumed from the implementation guides that they follow. Where the base address is not known, or each customer has another, `BaseUrl` has
            to be [set](guides/client-options.md). `fhirtyped platforms <id>` shows one of them in detail.

            *This page is made from the platforms.*

            | platform | id | class | statement | date | source | base address |
            |---|---|---|---|---|---|---|

            """);
        foreach (var platform in Platforms)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(platform.Name)} | `{platform.Id}` | `{platform.ClassName}` | {Kind(platform.Origin.Kind)} | {platform.Origin.Date} | {Cell(Source(platform.Origin))} | {BaseAddress(platform)} |\n");
        }

        return text.ToString();
    }

    private static string Kind(StatementKind kind) => kind switch
    {
        StatementKind.Declared => "its own",
        StatementKind.Derived => "rebuilt from documentation",
        _ => "assumed",
    };

    private static string Source(StatementOrigin origin) => string.Join("; ", new[] { origin.Source, origin.Software }.Where(static part => part.Length > 0));

    private static string BaseAddress(PlatformManifest platform) => platform.FhirBaseUrl.Length > 0 ? "known" : platform.SandboxUrl.Length > 0 ? "of its sandbox only" : "to be set";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');

    [GeneratedRegex("^\\| [^|]+ \\| `([a-z0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
