using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FhirTyped.Cli.Login;
using FhirTyped.Cli.Summaries;
using Spectre.Console;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped summary</c>: how many resources of each type a server says that it has.</summary>
internal static class SummaryCommand
{
    private static readonly Argument<string> Server = ServerConnection.Server();
    private static readonly Option<string?> Patient = new("--patient") { Description = "Counts the resources of one patient, by the patient's id." };
    private static readonly Option<string[]> Types = new("--types") { Description = "Only these resource types, with commas between them. May be given several times." };
    private static readonly Option<int> Parallel = new("--parallel") { Description = "How many requests are under way at the same time.", DefaultValueFactory = _ => 4 };
    private static readonly Option<bool> Json = new("--json") { Description = "Report as JSON." };
    private static readonly Option<string?> Connection = ServerConnection.Connection();
    private static readonly Option<string?> BaseUrl = ServerConnection.BaseUrl();
    private static readonly Option<string?> Logins = LoginSettings.Folder();
    private static readonly Option<string?> Platforms = LoginSettings.Platforms();

    public static Command Create()
    {
        var command = new Command("summary", "Counts a server's resources, type by type: exit code 1 means that a type failed, 2 that the platform supports no count.")
        {
            Server, Patient, Types, Parallel, Json, Connection, BaseUrl, Logins, Platforms,
        };
        command.SetAction((result, cancellationToken) => LoginSettings.RunAsync(async () =>
        {
            try
            {
                return await RunAsync(result, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CliException("Interrupted.");
            }
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var client = await ServerConnection.OpenAsync(
            result.GetRequiredValue(Server), result.GetValue(Platforms), result.GetValue(Connection), result.GetValue(BaseUrl), result.GetValue(Logins), cancellationToken);
        var options = new FhirServerSummaryOptions
        {
            PatientId = result.GetValue(Patient),
            ResourceTypes = result.GetValue(Types) is { Length: > 0 } types ? [.. types.SelectMany(static list => list.Split(',', StringSplitOptions.TrimEntries))] : null,
            MaximumParallelism = result.GetValue(Parallel),
        };
        var summary = Console.IsErrorRedirected || result.GetValue(Json)
            ? await client.SummarizeAsync(options, cancellationToken)
            : await ShowAsync(progress =>
            {
                options.Progress = progress;
                return client.SummarizeAsync(options, cancellationToken);
            });
        if (result.GetValue(Json))
        {
            WriteJson(summary);
        }
        else
        {
            WriteTable(summary);
        }

        return ExitCodeOf(summary);
    }

    private static int ExitCodeOf(FhirServerSummary summary)
    {
        if (summary.Types.Count(static type => type.Status == FhirTypeCountStatus.Failed) is > 0 and var failed)
        {
            Console.Error.WriteLine($"fhirtyped: {failed} of {summary.Types.Count} resource types could not be counted.");
            return ExitCodes.Failure;
        }

        return summary.Types.All(static type => type.Status == FhirTypeCountStatus.NotCounted) ? ExitCodes.Refused : ExitCodes.Success;
    }

    private static void WriteJson(FhirServerSummary summary) => Output.WriteJson(new
    {
        Platform = summary.Platform.Id,
        BaseUrl = summary.BaseUrl.AbsoluteUri,
        Types = summary.Types.Select(static type => new { type.ResourceType, Status = StatusOf(type), type.Count, type.PatientParameter, type.Reason }),
    });

    private static void WriteTable(FhirServerSummary summary)
    {
        var hasBlocks = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Unicode;
        var largest = summary.Types.Max(static type => type.Count) ?? 0;

        // What there is stands first, the most of it at the top.
        var rows = summary.Types.OrderBy(static type => type.Status).ThenByDescending(static type => type.Count).ThenBy(static type => type.ResourceType, StringComparer.Ordinal);
        Output.WriteTable(["Type", "Count", ""], rows.Select(type => (string[])
        [
            type.ResourceType,
            type.Count?.ToString("N0", CultureInfo.InvariantCulture) ?? StatusOf(type).Replace('_', ' '),
            type.Count is { } count ? CountBar.Draw(count, largest, hasBlocks) : type.Reason ?? "",
        ]));
        Console.Error.WriteLine($"{summary.Platform.Name}: {summary.Count.ToString("N0", CultureInfo.InvariantCulture)} resources of {summary.Available.Count()} types, as the server says.");
    }

    private static string StatusOf(FhirTypeCount type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Status.ToString());

    private static Task<FhirServerSummary> ShowAsync(Func<IProgress<FhirProgress>, Task<FhirServerSummary>> work) =>
        Output.Progress()
            .AutoClear(true)
            .StartAsync(context => work(new Bar(context.AddTask("Types", autoStart: true, maxValue: 1))));

    private sealed class Bar(ProgressTask task) : IProgress<FhirProgress>
    {
        public void Report(FhirProgress value)
        {
            task.MaxValue = value.Total ?? value.Completed;
            task.Value = value.Completed;
        }
    }
}
