using System.CommandLine;
using System.Globalization;
using FhirTyped.Cli.Login;
using FhirTyped.Cli.Platforms;
using FhirTyped.ServerBenchmark;
using Spectre.Console;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped benchmark</c>: how long servers take for creates, batches, transactions, searches, updates and deletes.</summary>
internal static class BenchmarkCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "benchmark";

    private static readonly FhirServerBenchmarkOptions Defaults = new();

    private static readonly Argument<string[]> Servers = new("servers")
    {
        Description = "Platforms' ids, servers' base addresses, or both as id=address. Each is a server.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> AllowWrites = new("--allow-writes") { Description = "The benchmark may create resources on the servers, change them and delete them: its own alone. Without it nothing is sent." };
    private static readonly Option<int> Attempts = new("--attempts") { Description = "How often each operation and each search is done.", DefaultValueFactory = _ => Defaults.Attempts };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "How many resources a batch has.", DefaultValueFactory = _ => Defaults.BatchSize };
    private static readonly Option<int> DatasetSize = new("--dataset-size") { Description = "How many resources a transaction has.", DefaultValueFactory = _ => Defaults.DatasetSize };
    private static readonly Option<int> Parallel = new("--parallel") { Description = "How many requests are under way at the same time.", DefaultValueFactory = _ => Defaults.Parallelism };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The seed of the data.", DefaultValueFactory = _ => Defaults.Seed };
    private static readonly Option<string[]> Queries = new("--query") { Description = "A search beside the six of the benchmark: \"Patient?gender=female\". May be given several times." };
    private static readonly Option<bool> AllData = new("--all-data") { Description = "Searches find what others have on the server too; without it, what the benchmark inserted alone." };
    private static readonly Option<string?> To = new("--to") { Description = "A file for the report as JSON. It is replaced." };
    private static readonly Option<string?> Chart = new("--chart") { Description = "A file for the chart as SVG. It is replaced." };
    private static readonly Option<bool> Json = new("--json") { Description = "Report as JSON." };
    private static readonly Option<string?> Connection = ServerConnection.Connection();
    private static readonly Option<string?> Logins = LoginSettings.Folder();
    private static readonly Option<string?> Platforms = LoginSettings.Platforms();

    public static Command Create()
    {
        var command = new Command(Name, "Measures servers with synthetic data, and removes it again: exit code 1 means that something may be left, 2 that no platform supports any of it.")
        {
            Servers, AllowWrites, Attempts, BatchSize, DatasetSize, Parallel, Seed, Queries, AllData, To, Chart, Json, Connection, Logins, Platforms,
        };
        command.SetAction((result, cancellationToken) => LoginSettings.RunAsync(async () =>
        {
            try
            {
                return await RunAsync(result, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CliException("Interrupted. What was inserted is removed.");
            }
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!result.GetValue(AllowWrites))
        {
            throw new CliException("A benchmark creates resources on the servers, changes and deletes them: --allow-writes says that it may.");
        }

        var options = new FhirServerBenchmarkOptions
        {
            AllowsWrites = true,
            Attempts = result.GetValue(Attempts),
            BatchSize = result.GetValue(BatchSize),
            DatasetSize = result.GetValue(DatasetSize),
            Parallelism = result.GetValue(Parallel),
            Seed = result.GetValue(Seed),
            SearchesAllData = result.GetValue(AllData),
            Queries = [.. ServerBenchmarkQuery.Defaults, .. (result.GetValue(Queries) ?? []).Select(static query => new ServerBenchmarkQuery(query, query))],
        };
        var benchmark = new FhirServerBenchmark(options);
        var servers = new List<KeyValuePair<string, IFhirPlatformClient>>();
        var places = result.GetRequiredValue(Servers);
        foreach (var place in places)
        {
            // The platform's id says enough, unless several servers are of it.
            var id = SidesOf(place)[0];
            var name = places.Count(other => SidesOf(other)[0] == id) == 1 ? id : place;
            servers.Add(KeyValuePair.Create(name, await OpenAsync(place, result, cancellationToken)));
        }

        var report = Console.IsErrorRedirected || result.GetValue(Json) ? await benchmark.RunAsync(servers, cancellationToken)
            : await ShowAsync(progress =>
            {
                options.Progress = progress;
                return benchmark.RunAsync(servers, cancellationToken);
            });

        // What was measured is written also where somebody no longer waits for it.
        if (result.GetValue(To) is { } to)
        {
            await Output.WriteFileAsync(to, report.ToJson(), CancellationToken.None);
        }

        if (result.GetValue(Chart) is { } chart)
        {
            await Output.WriteFileAsync(chart, report.ToSvg(), CancellationToken.None);
        }

        Report(report, result.GetValue(Json));
        return ExitCodeOf(report);
    }

    private static async Task<IFhirPlatformClient> OpenAsync(string server, ParseResult result, CancellationToken cancellationToken)
    {
        var connection = result.GetValue(Connection);
        if (connection is not null && result.GetRequiredValue(Servers).Length > 1)
        {
            throw new CliException("--connection is that of one server: measure others by themselves.");
        }

        var sides = SidesOf(server);
        return await ServerConnection.OpenAsync(
            sides[0], result.GetValue(Platforms), connection, sides.Length == 2 ? sides[1] : null, result.GetValue(Logins), cancellationToken, static options =>
            {
                // A retry would hide an error, and lengthen a time.
                options.Resilience.MaxRetryAttempts = 0;
                options.Resilience.CircuitBreaker.IsEnabled = false;
            });
    }

    // An address has an equals sign only in its query, which a base address has not.
    private static string[] SidesOf(string server) => ServerPlatform.IsAddress(server) ? [server] : server.Split('=', 2);

    private static void Report(ServerBenchmarkReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(report.ToJson());
        }
        else
        {
            Output.WriteTable(
                ["Operation", "Server", "Median", "95 %", "Requests/s", "Errors"],
                report.Servers.SelectMany(static server => server.Measurements.Select(one => (string[])
                [
                    one.Query ?? one.Operation.ToString(),
                    server.Server,
                    TextOf(one.Median),
                    TextOf(one.Percentile(95)),
                    one.Status == ServerBenchmarkStatus.Measured ? one.RequestsPerSecond.ToString("N1", CultureInfo.InvariantCulture) : "",
                    one.Reason ?? string.Join(", ", one.Errors.Select(static error => $"{error.Key} ({error.Value})")),
                ])));
        }

        foreach (var server in report.Servers.Where(static server => !server.IsCleanupComplete))
        {
            Console.Error.WriteLine($"fhirtyped: {server.Server}: {server.LeftBehind.Count} resources could not be removed, and there may be more: all have the tag {server.Tag}.");
            foreach (var name in server.LeftBehind)
            {
                Console.Error.WriteLine("  " + name);
            }
        }
    }

    private static int ExitCodeOf(ServerBenchmarkReport report) => report.Servers.Any(static server => !server.IsCleanupComplete) ? ExitCodes.Failure
        : report.Servers.SelectMany(static server => server.Measurements).All(static one => one.Status != ServerBenchmarkStatus.Measured) ? ExitCodes.Refused
        : ExitCodes.Success;

    private static string TextOf(TimeSpan? time) => time is { } known ? known.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture) + " ms" : "";

    private static Task<ServerBenchmarkReport> ShowAsync(Func<IProgress<ServerBenchmarkProgress>, Task<ServerBenchmarkReport>> work) =>
        Output.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn())
            .StartAsync(context => work(new Bar(context.AddTask("Benchmark", autoStart: true, maxValue: 1))));

    private sealed class Bar(ProgressTask task) : IProgress<ServerBenchmarkProgress>
    {
        public void Report(ServerBenchmarkProgress value)
        {
            task.Description = Markup.Escape($"{value.Server}: {value.Query ?? value.Operation?.ToString() ?? "removing what was inserted"}");
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Completed;
        }
    }
}
