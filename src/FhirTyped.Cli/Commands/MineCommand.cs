using System.CommandLine;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Mining;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped mine</c>: candidates for rules, read from the prose of a CapabilityStatement.</summary>
internal static class MineCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("statement") { Description = "A file that holds the CapabilityStatement with its documentation." };
        var source = new Option<string?>("--source") { Description = "What the rules name as their source; by default the statement and its date." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON, each rule with the sentences that it was read from." };
        var command = new Command("mine", "Reads rules from a statement's prose. They are candidates: compare each with its sentence.") { file, source, json };
        command.SetAction((result, _) => Output.RunAsync(() =>
        {
            var path = result.GetRequiredValue(file);
            var root = Parse(path);
            if (root.StringOf("resourceType") != "CapabilityStatement")
            {
                throw new CliException($"{path} is no CapabilityStatement.");
            }

            var date = root.StringOf("date") ?? "";
            var origin = result.GetValue(source) ?? (date.Length >= 4 && date[..4].All(char.IsAsciiDigit) ? "statement of " + date[..Math.Min(10, date.Length)] : "undated statement");
            Report([.. RuleMiner.Mine(root)], origin, result.GetValue(json));
            return Task.FromResult(ExitCodes.Success);
        }));
        return command;
    }

    private static JsonValue Parse(string path)
    {
        try
        {
            return JsonTextParser.Parse(File.ReadAllText(path));
        }
        catch (JsonTextException e)
        {
            throw new CliException($"{path} is not valid JSON ({e.Position}): {e.Message}");
        }
    }

    private static void Report(IReadOnlyList<MinedRule> rules, string source, bool json)
    {
        if (json)
        {
            Output.WriteJson(rules.Select(rule => new
            {
                Rule = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(rule.ToJson(source)),
                rule.Evidence,
            }));
            return;
        }

        foreach (var rule in rules)
        {
            Console.Out.WriteLine(rule.ToJson(source) + ",");
        }

        if (rules.Count == 0)
        {
            Console.Error.WriteLine("fhirtyped: the documentation of the search parameters suggests no rule.");
        }
    }
}
