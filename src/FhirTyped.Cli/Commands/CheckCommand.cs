using System.CommandLine;
using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped check</c>: has the server changed since its facts were captured?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("platform") { Description = "The platform's id." };
        var against = new Option<string?>("--against") { Description = "The server's base address, or a file; by default the platform's own address." };
        var platforms = new Option<string?>("--platforms") { Description = "A folder of platform files, beside the built-in ones." };
        var json = new Option<bool>("--json") { Description = "Report as JSON." };
        var command = new Command("check", "Compares a platform's facts with its server: exit code 0 is no loss, 3 means that something is gone.")
        {
            id, against, platforms, json,
        };
        command.SetAction((result, cancellationToken) => Output.RunAsync(async () =>
        {
            var catalog = PlatformCatalog.Load(result.GetValue(platforms));
            Output.WriteIssues(catalog.IssuesOf(result.GetRequiredValue(id)).Where(issue => issue.Id != PlatformIssueIds.LeftOut));
            var platform = catalog.Get(result.GetRequiredValue(id));
            var issues = new List<PlatformIssue>();
            using var http = CapabilitySource.CreateHttpClient();
            var place = result.GetValue(against) ?? AddressOf(platform);
            var text = await new CapabilitySource(http).ReadStatementAsync(place, cancellationToken);
            var current = CapabilityStatementReader.Read(place, text, issues);
            Output.WriteIssues(issues.Where(issue => current is null || issue.Id != PlatformIssueIds.LeftOut));
            return current is null
                ? throw new CliException("There is nothing to compare with.")
                : Report(platform, current, result.GetValue(json));
        }));
        return command;
    }

    private static string AddressOf(PlatformManifest platform) =>
        new[] { platform.FhirBaseUrl, platform.SandboxUrl }.FirstOrDefault(address => address.Length > 0 && !address.Contains('{'))
        ?? throw new CliException($"'{platform.Id}' has no address of its own: say --against.");

    private static int Report(PlatformManifest platform, CapabilityStatementFacts current, bool json)
    {
        var known = new CapabilityStatementFacts
        {
            Resources = platform.Resources,
            PatchFormats = platform.PatchFormats,
            SystemInteractions = platform.SystemInteractions,
            SystemSearchParameters = platform.SystemSearchParameters,
            SystemOperations = platform.SystemOperations,
            Rules = new([.. platform.Rules.Where(rule => rule.IsDeclaredOnly)]),
        };
        var entries = StatementDrift.Compare(known, current);
        var isStale = string.CompareOrdinal(platform.ReviewAfter, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) is < 0 && platform.ReviewAfter.Length > 0;
        if (json)
        {
            Output.WriteJson(new
            {
                Platform = platform.Id,
                Known = platform.Origin.Date,
                Current = current.Date,
                platform.ReviewAfter,
                IsStale = isStale,
                Changes = entries.Select(entry => new { Kind = entry.Kind.ToString().ToLowerInvariant(), entry.What }),
            });
        }
        else
        {
            foreach (var entry in entries)
            {
                Console.Out.WriteLine($"{entry.Kind.ToString().ToLowerInvariant(),-8} {entry.What}");
            }

            Console.Out.WriteLine(
                $"{platform.Id}: {platform.Origin.Describe()} against {(current.Date.Length > 0 ? current.Date : "an undated statement")}: "
                + string.Join(", ", Enum.GetValues<DriftKind>().Select(kind => $"{entries.Count(entry => entry.Kind == kind)} {kind.ToString().ToLowerInvariant()}")));
            if (isStale)
            {
                Console.Out.WriteLine($"{platform.Id}: its facts wanted to be looked at again after {platform.ReviewAfter}");
            }
        }

        return entries.Any(entry => entry.Kind != DriftKind.Added) ? ExitCodes.Drifted : ExitCodes.Success;
    }
}
