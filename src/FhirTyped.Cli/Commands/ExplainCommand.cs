using System.CommandLine;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped explain</c>: what a platform would say to a request, and by whose word.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("platform") { Description = "The platform's id." };
        var request = new Argument<string[]>("request")
        {
            Description = "A method and an address, for example GET \"Patient?family=Smith\"; the method may be left out.",
            Arity = ArgumentArity.OneOrMore,
        };
        var hasVersion = new Option<bool>("--if-match") { Description = "The request carries If-Match." };
        var platforms = new Option<string?>("--platforms") { Description = "A folder of platform files, beside the built-in ones." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var command = new Command("explain", "Judges a request: exit code 0 is supported, 2 refused, 4 undeclared.")
        {
            id, request, hasVersion, platforms, json,
        };
        command.SetAction((result, _) => Output.RunAsync(() =>
        {
            var catalog = PlatformCatalog.Load(result.GetValue(platforms));
            Output.WriteIssues(catalog.IssuesOf(result.GetRequiredValue(id)));
            var platform = catalog.Get(result.GetRequiredValue(id));
            var verdicts = Judge(platform, string.Join(' ', result.GetRequiredValue(request)), result.GetValue(hasVersion));
            return Task.FromResult(Report(platform, verdicts, result.GetValue(json)));
        }));
        return command;
    }

    private static IReadOnlyList<CapabilityVerdict> Judge(PlatformManifest platform, string request, bool hasVersion)
    {
        var words = request.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (method, address) = words is [var verb, var rest] ? (verb, rest) : ("GET", words.FirstOrDefault() ?? "");
        foreach (var baseUrl in new[] { platform.FhirBaseUrl, platform.SandboxUrl })
        {
            if (baseUrl.Length > 0 && address.StartsWith(baseUrl, StringComparison.OrdinalIgnoreCase))
            {
                address = address[baseUrl.Length..];
            }
        }

        if (address.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            throw new CliException($"The address does not lie below a base address of '{platform.Id}'.");
        }

        // Whoever asks wrote the request himself.
        return new CapabilityJudge(platform) { RepeatsUnknownNames = true }.JudgeRequest(method, address, hasVersion);
    }

    private static int Report(PlatformManifest platform, IReadOnlyList<CapabilityVerdict> verdicts, bool json)
    {
        var support = verdicts.Select(verdict => verdict.Support).Append(CapabilitySupport.Supported).Max();
        if (json)
        {
            Output.WriteJson(new
            {
                Platform = platform.Id,
                Support = support.ToString().ToLowerInvariant(),
                Facts = platform.Origin.Describe(),
                Verdicts = verdicts.Select(verdict => new
                {
                    verdict.Id, Support = verdict.Support.ToString().ToLowerInvariant(), verdict.Message, verdict.Source, verdict.Suggestion,
                    verdict.RightValue, Criterion = verdict.CriterionIndex,
                }),
            });
        }
        else if (verdicts.Count == 0)
        {
            Console.Out.WriteLine($"supported by {platform.Name} ({platform.Origin.Describe()})");
        }

        foreach (var verdict in json ? [] : verdicts)
        {
            var meant = verdict.RightValue is null ? "" : $" Did you mean '{verdict.RightValue}'?";
            Console.Out.WriteLine($"{(verdict.Support == CapabilitySupport.Unsupported ? "refused" : "undeclared")} {verdict.Id}: {verdict.Message}{meant}");
        }

        return support switch
        {
            CapabilitySupport.Unsupported => ExitCodes.Refused,
            CapabilitySupport.Undeclared => ExitCodes.Undeclared,
            _ => ExitCodes.Success,
        };
    }
}
