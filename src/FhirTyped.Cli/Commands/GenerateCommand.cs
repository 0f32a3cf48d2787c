using System.CommandLine;
using System.Globalization;
using FhirTyped.Cli.Generating;
using FhirTyped.R4;
using FhirTyped.TestData;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped generate</c>: synthetic records of patients, into a folder of NDJSON, an NDJSON file or a Bundle.</summary>
internal static class GenerateCommand
{
    private static readonly Option<int> Patients = new("--patients") { Description = "How many patients.", DefaultValueFactory = _ => 10 };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The seed: the same one gives the same bytes, on every machine.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string[]> Types = new("--types") { Description = "Only these resource types, with commas between them. What they refer to may be left out then. May be given several times." };
    private static readonly Option<string?> ReferenceDate = new("--reference-date") { Description = "The day on which the records end, and by which ages are counted: 2026-01-01 by default." };
    private static readonly Option<string> Target = new("--to") { Description = "A folder, which gets a file for each type; or a file: *.ndjson, or *.json for one transaction Bundle.", Required = true };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Replace the file, or the folder of NDJSON files, that is there." };
    private static readonly Option<bool> Json = new("--json") { Description = "Report as JSON." };

    public static Command Create()
    {
        var command = new Command("generate", "Makes synthetic records of patients, with every resource type that US Core names: the same for the same seed.")
        {
            Patients, Seed, Types, ReferenceDate, Target, Replace, Json,
        };
        command.SetAction((result, cancellationToken) => Output.RunAsync(async () =>
        {
            try
            {
                return await RunAsync(result, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CliException("Interrupted. Nothing was written.");
            }
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var resources = Counted(CreateGenerator(result).Stream(), counts, cancellationToken);
        var (target, replace) = (result.GetRequiredValue(Target), result.GetValue(Replace));
        if (target.Length == 0)
        {
            throw new CliException("--to is empty.");
        }

        var progress = new GeneratedLines();
        if (target.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            await DatasetFiles.WriteJsonAsync(() => new Dataset(resources).ToTransaction(), target, replace, cancellationToken);
        }
        else if (target.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase))
        {
            await DatasetFiles.WriteNdjsonAsync(resources, target, replace, progress, cancellationToken);
        }
        else
        {
            await DatasetFiles.WriteFolderAsync(resources, target, replace, progress, cancellationToken);
        }

        Report(target, counts, result.GetValue(Json));
        return ExitCodes.Success;
    }

    private static UsCoreGenerator CreateGenerator(ParseResult result)
    {
        try
        {
            return new UsCoreGenerator(new UsCoreGeneratorOptions
            {
                Patients = result.GetValue(Patients),
                Seed = result.GetValue(Seed),
                ReferenceDate = result.GetValue(ReferenceDate) is not { } text ? GeneratorOptions.DefaultReferenceDate
                    : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
                    : throw new CliException("--reference-date is no day: 2026-01-01."),
                Types = result.GetResult(Types) is null ? null : [.. (result.GetValue(Types) ?? []).SelectMany(static list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
            });
        }
        catch (ArgumentException e)
        {
            throw new CliException(e.Message.Replace(" (Parameter 'options')", "", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<Resource> Counted(IEnumerable<Resource> resources, SortedDictionary<string, int> counts, CancellationToken cancellationToken)
    {
        foreach (var resource in resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts[resource.TypeName] = counts.GetValueOrDefault(resource.TypeName) + 1;
            yield return resource;
        }
    }

    private static void Report(string target, SortedDictionary<string, int> counts, bool json)
    {
        if (json)
        {
            Output.WriteJson(new { To = target, Resources = counts.Values.Sum(), Types = counts.Select(static item => new { Type = item.Key, Count = item.Value }) });
            return;
        }

        Output.WriteTable(["Type", "Resources"], counts.Select(static item => (string[])[item.Key, item.Value.ToString(CultureInfo.InvariantCulture)]));
    }
}
