using System.CommandLine;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped platforms</c>: the known platforms, or one of them in detail.</summary>
internal static class PlatformsCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("platform") { Description = "A platform's id; without one, all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var platforms = new Option<string?>("--platforms") { Description = "A folder of platform files, beside the built-in ones." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var command = new Command("platforms", "Lists the known platforms, or shows one.") { id, platforms, json };
        command.SetAction((result, _) => Output.RunAsync(() =>
        {
            var catalog = PlatformCatalog.Load(result.GetValue(platforms));
            if (result.GetValue(id) is { } wanted)
            {
                Output.WriteIssues(catalog.IssuesOf(wanted));
                Show(catalog.Get(wanted), result.GetValue(json));
            }
            else
            {
                Output.WriteIssues(catalog.Issues);
                List(catalog.All, result.GetValue(json));
            }

            return Task.FromResult(ExitCodes.Success);
        }));
        return command;
    }

    private static void List(IEnumerable<PlatformManifest> platforms, bool json)
    {
        if (json)
        {
            Output.WriteJson(platforms.Select(platform => new
            {
                platform.Id, platform.Name, platform.Type, platform.ClassName, Facts = platform.Origin.Describe(),
                ResourceTypes = platform.Resources.Count, Rules = platform.Rules.Count,
            }));
            return;
        }

        Output.WriteTable(["id", "class", "name", "facts", "types", "rules"], platforms.Select(platform => new[]
        {
            platform.Id, platform.ClassName, platform.Name, platform.Origin.Describe(), $"{platform.Resources.Count}", $"{platform.Rules.Count}",
        }));
    }

    private static void Show(PlatformManifest platform, bool json)
    {
        var resources = platform.Resources.Select(resource => new
        {
            resource.Type,
            Interactions = resource.Interactions.ToCodes().ToArray(),
            SearchParameters = resource.SearchParameters.SelectMany(parameter => parameter.DeclaredNames).ToArray(),
            Operations = resource.Operations.Select(operation => "$" + operation.Name).ToArray(),
        });
        var rules = platform.Rules.Select(rule => new
        {
            Verb = rule.Verb.ToName(), Resource = rule.ResourceType, Value = RuleText.ValueOf(rule), RuleShapes.Of(rule.Verb).Meaning, rule.Source,
        });
        if (json)
        {
            Output.WriteJson(new
            {
                platform.Id, platform.Name, platform.Type, platform.ClassName, platform.FhirBaseUrl, platform.SandboxUrl, platform.AllowsUnencrypted,
                Facts = platform.Origin.Describe(), platform.Origin.Software, platform.Origin.Source,
                SystemOperations = platform.SystemOperations.Select(operation => "$" + operation.Name), Resources = resources, Rules = rules,
            });
            return;
        }

        Console.Out.WriteLine($"{platform.Name} ({platform.Id}, class {platform.ClassName}): {platform.Origin.Describe()} {platform.Origin.Software}");
        Output.WriteTable(["resource type", "interactions", "search parameters", "operations"], resources.Select(resource => new[]
        {
            resource.Type, string.Join(" ", resource.Interactions), string.Join(" ", resource.SearchParameters), string.Join(" ", resource.Operations),
        }));
        Output.WriteTable(["rule", "resource type", "says", "source"], rules.Select(rule => new[] { rule.Verb, rule.Resource, rule.Value, rule.Source }));
        foreach (var (verb, meaning) in rules.Select(rule => (rule.Verb, rule.Meaning)).Distinct())
        {
            Console.Out.WriteLine($"{verb}: {meaning}");
        }
    }
}
