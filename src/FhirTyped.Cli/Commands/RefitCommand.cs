using System.CommandLine;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;
using FhirTyped.Emission;
using FhirTyped.PlatformGenerator.Parsing;
using FhirTyped.PlatformGenerator.Refit;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped refit</c>: a platform's Refit interfaces as source, for those who want to edit or inherit them. Refit's own generator implements them then.</summary>
internal static class RefitCommand
{
    private const string BuiltIn = "FhirTyped.Platforms";

    public static Command Create()
    {
        var id = new Argument<string>("platform") { Description = "The platform's id." };
        var output = new Option<string>("--output", "-o") { Description = "The folder to write to, one file per resource type.", Required = true };
        var resources = new Option<string[]>("--resource") { Description = "Only this resource type; can be given several times.", AllowMultipleArgumentsPerToken = true };
        var name = new Option<string?>("--namespace") { Description = "The namespace of the interfaces; by default the folder's name." };
        var platformNamespace = new Option<string?>("--platform-namespace") { Description = $"The namespace of the platform's class; by default {BuiltIn}, or with --platforms that of the interfaces." };
        var platforms = new Option<string?>("--platforms") { Description = "A folder of platform files, beside the built-in ones." };
        var force = new Option<bool>("--force") { Description = "Write over files that are there." };
        var command = new Command("refit", "Writes a platform's Refit interfaces as source, to edit or inherit them.") { id, output, resources, name, platformNamespace, platforms, force };
        command.SetAction((result, cancellationToken) => Output.RunAsync(async () =>
        {
            var catalog = PlatformCatalog.Load(result.GetValue(platforms));
            var platform = result.GetRequiredValue(id);
            Output.WriteIssues(catalog.IssuesOf(platform));
            var folder = result.GetRequiredValue(output);
            var target = result.GetValue(name) ?? new DirectoryInfo(folder).Name;
            var manifest = catalog.Get(platform);
            var files = FilesOf(
                manifest, result.GetValue(resources) ?? [], target, result.GetValue(platformNamespace) ?? (result.GetValue(platforms) is null ? BuiltIn : target));
            await WriteAsync(folder, files, result.GetValue(force), cancellationToken);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static List<(string Name, string Text)> FilesOf(PlatformManifest manifest, string[] wanted, string target, string platformNamespace)
    {
        foreach (var part in (target + "." + platformNamespace).Split('.'))
        {
            if (!CSharpNames.IsIdentifier(part))
            {
                throw new CliException($"'{part}' is no part of a namespace: name one with --namespace.");
            }
        }

        var judge = new CapabilityJudge(manifest);
        foreach (var type in wanted)
        {
            if (manifest.FindResource(type) is null)
            {
                throw new CliException(judge.JudgeResource(type).Message);
            }
        }

        var files = new List<(string, string)>();
        foreach (var resource in manifest.Resources)
        {
            if (wanted.Length > 0 && !wanted.Contains(resource.Type, StringComparer.Ordinal))
            {
                continue;
            }

            var api = new RefitApi(
                target, manifest.ClassName, manifest.ClassName, manifest.Name, resource.Type, EndpointMembers.Of(judge, resource.Type),
                judge.TakesSearchByPost(resource.Type) != false, SearchCaveats.OfSearch(manifest, resource.Type));
            var methods = RefitMethods.Of(api.ResourceType, api.Members, api.TakesPost).ToList();
            if (methods.Count > 0)
            {
                files.Add((api.Name + ".cs", Text(api, methods, platformNamespace)));
            }
        }

        return files.Count > 0 ? files : throw new CliException($"{manifest.Name} has nothing that a Refit interface could offer.");
    }

    private static string Text(RefitApi api, List<RefitMethod> methods, string platformNamespace)
    {
        var writer = new CodeWriter();
        foreach (var space in new SortedSet<string>(StringComparer.Ordinal) { "FhirTyped", "FhirTyped.R4", platformNamespace, "Refit", "System", "System.IO", "System.Threading", "System.Threading.Tasks" })
        {
            if (space != api.Namespace)
            {
                writer.Line($"using {space};");
            }
        }

        writer.Line().Line($"namespace {api.Namespace};").Line();
        RefitInterfaceWriter.WriteInterface(writer, api, methods, areQualified: false, baseInterface: "");
        RefitInterfaceWriter.WriteExtensions(writer, api, methods, areQualified: false);
        return writer.ToString();
    }

    private static async Task WriteAsync(string folder, List<(string Name, string Text)> files, bool overwrites, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (!overwrites && files.Where(file => File.Exists(Path.Combine(folder, file.Name))).Select(static file => file.Name).FirstOrDefault() is { } there)
        {
            throw new CliException($"{there} is in {folder} already. Nothing was written; --force writes over it.");
        }

        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
        }

        Console.Error.WriteLine($"{files.Count} interfaces written to {folder}. Give them new RefitSettings(new FhirContentSerializer()), and their HTTP client AddFhirGuard.");
    }
}
