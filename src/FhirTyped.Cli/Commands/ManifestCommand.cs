using System.CommandLine;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped manifest</c>: a platform's facts in the compact form that generated code carries.</summary>
internal static class ManifestCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("platform") { Description = "The platform's id." };
        var statement = new Option<string?>("--statement") { Description = "Make it of this CapabilityStatement of an implementation guide instead." };
        var name = new Option<string?>("--name") { Description = "With --statement: the guide's name." };
        var source = new Option<string?>("--source") { Description = "With --statement: where the statement was found." };
        var platforms = new Option<string?>("--platforms") { Description = "A folder of platform files, beside the built-in ones." };
        var output = new Option<string?>("--output") { Description = "The file to write; by default standard output." };
        var command = new Command("manifest", "Writes a platform's manifest.") { id, statement, name, source, platforms, output };
        command.SetAction((result, cancellationToken) => Output.RunAsync(async () =>
        {
            var issues = new List<PlatformIssue>();
            var platform = result.GetRequiredValue(id);
            var manifest = result.GetValue(statement) is { } file
                ? Assume(platform, result.GetValue(name) ?? platform, result.GetValue(source), file, issues)
                : Find(PlatformCatalog.Load(result.GetValue(platforms)), platform);
            Output.WriteIssues(issues);
            var text = ManifestText.Write(manifest);
            if (result.GetValue(output) is { } path)
            {
                await File.WriteAllTextAsync(path, text, cancellationToken);
            }
            else
            {
                Console.Out.Write(text);
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static PlatformManifest Find(PlatformCatalog catalog, string id)
    {
        Output.WriteIssues(catalog.IssuesOf(id));
        return catalog.Get(id);
    }

    private static PlatformManifest Assume(string id, string name, string? source, string file, List<PlatformIssue> issues)
    {
        var facts = CapabilityStatementReader.Read(file, File.ReadAllText(file), issues);
        var platform = new PlatformFile { Path = file, Id = id, Name = name, StatementKind = StatementKind.Assumed };
        facts = facts is null ? null : facts with { Source = source ?? facts.Source };
        return facts is not null && ManifestBuilder.Build(platform, null, facts, issues) is { } manifest
            ? manifest
            : throw new CliException($"{file} is not a CapabilityStatement of FHIR R4.");
    }
}
