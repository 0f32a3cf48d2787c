using System.CommandLine;
using System.Globalization;
using FhirTyped.BulkData;
using FhirTyped.Cli.Exports;
using FhirTyped.Cli.Login;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped export</c>: the data of a group, of all patients or of a server, by <c>$export</c>, or of patients by searches, into a folder or into tables.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Platform = LoginSettings.Platform();
    private static readonly Option<string?> Group = new("--group") { Description = "The id of the Group whose members' data are exported." };
    private static readonly Option<bool> Patient = new("--patient") { Description = "Exports the data of all patients." };
    private static readonly Option<bool> System = new("--system") { Description = "Exports what the server has." };
    private static readonly Option<string?> Patients = new("--patients") { Description = "Without $export: a file with the id of a patient a line, or - for standard input. --types and --type-filter are searched for each of them." };
    private static readonly Option<string[]> Types = new("--types") { Description = "Only these resource types, with commas between them. May be given several times." };
    private static readonly Option<string?> Since = new("--since") { Description = "Only what was changed after this moment: 2026-03-01, or with a time and zone." };
    private static readonly Option<string[]> Filters = new("--type-filter") { Description = "Of one type only what a search would find: \"Observation?category=laboratory\". May be given several times." };
    private static readonly Option<string[]> Elements = new("--elements") { Description = "Only these elements, with commas between them." };
    private static readonly Option<string?> Organize = new("--organize-by") { Description = "Files by resource instead of by type, where the server does that: Patient." };
    private static readonly Option<string> Folder = new("--to") { Description = "A folder, for NDJSON; or for tables a file *.duckdb, or a folder named parquet or csv. Where an export was begun there that is not done, that one goes on, and what it exports is not asked again.", Required = true };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Replace tables that are there already." };
    private static readonly Option<int> Parallel = new("--parallel") { Description = "How many files are downloaded, or patients searched for, at the same time.", DefaultValueFactory = _ => 4 };
    private static readonly Option<string[]> Hosts = new("--file-host") { Description = "A further host that is the server's: the credential goes to it too where the server wants that. May be given several times." };
    private static readonly Option<bool> Cancel = new("--cancel") { Description = "Tells the server that nobody wants the export of the folder any more." };
    private static readonly Option<bool> Json = new("--json") { Description = "Report as JSON." };
    private static readonly Option<string?> Connection = ServerConnection.Connection();
    private static readonly Option<string?> BaseUrl = ServerConnection.BaseUrl();
    private static readonly Option<string?> Logins = LoginSettings.Folder();
    private static readonly Option<string?> Platforms = LoginSettings.Platforms();

    public static Command Create()
    {
        var command = new Command("export", "Exports data by $export, or by searches for patients, into a folder as NDJSON or into tables: called again, it goes on where it ended.")
        {
            Platform, Group, Patient, System, Patients, Types, Since, Filters, Elements, Organize, Folder, Replace, Parallel, Hosts, Cancel, Json, Connection, BaseUrl, Logins, Platforms,
        };
        command.SetAction((result, cancellationToken) => LoginSettings.RunAsync(async () =>
        {
            try
            {
                return await RunAsync(result, cancellationToken);
            }
            catch (FhirCapabilityException refusal)
            {
                await Console.Error.WriteLineAsync("fhirtyped: " + refusal.Message);
                return ExitCodes.Refused;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CliException("Interrupted. What is there stays: the same command goes on.");
            }
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var client = ServerConnection.Open(
            LoginSettings.Find(result.GetRequiredValue(Platform), result.GetValue(Platforms)), result.GetValue(Connection), result.GetValue(BaseUrl), result.GetValue(Logins));
        var (to, json) = (result.GetRequiredValue(Folder), result.GetValue(Json));
        var options = new BulkExportOptions { ParallelDownloads = result.GetValue(Parallel) };
        foreach (var host in result.GetValue(Hosts) ?? [])
        {
            options.FileHosts.Add(host);
        }

        if (result.GetValue(Cancel))
        {
            await using var known = await BulkExportJob.ResumeAsync(client, ExportTarget.FolderOf(to), options, cancellationToken);
            await known.CancelAsync(cancellationToken);
            await Console.Error.WriteLineAsync("Cancelled.");
            return ExitCodes.Success;
        }

        var target = ExportTarget.Of(to, result.GetValue(Replace));
        var files = await ShowAsync(
            result.GetValue(Patients) is { } patients
                ? await SearchAsync(client, patients, target.Folder, result, cancellationToken)
                : await ExportAsync(client, target.Folder, options, result, cancellationToken),
            json);
        return await target.FinishAsync(files, json, cancellationToken);
    }

    private static Task<BulkExportFolder> ShowAsync(Func<IProgress<BulkExportProgress>, Task<BulkExportFolder>> work, bool json) =>
        Console.IsErrorRedirected || json ? work(new ExportProgressLines()) : ExportBars.ShowAsync(work);

    private static async Task<Func<IProgress<BulkExportProgress>, Task<BulkExportFolder>>> SearchAsync(
        IFhirPlatformClient client, string source, string folder, ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(Group) is not null || result.GetValue(Patient) || result.GetValue(System))
        {
            throw new CliException("Say one of --group, --patient, --system and --patients.");
        }

        if (result.GetValue(Elements) is { Length: > 0 } || result.GetValue(Organize) is not null)
        {
            throw new CliException("--elements and --organize-by are for $export; a search by --type-filter may have _elements.");
        }

        var patients = await PatientSearches.ReadPatientsAsync(source, cancellationToken);
        var searches = PatientSearches.Of(Split(result.GetValue(Types) ?? []), result.GetValue(Filters) ?? [], SinceOf(result));
        return progress => client.ExportBySearchAsync(folder, patients, searches, result.GetValue(Parallel), progress, cancellationToken);
    }

    private static async Task<Func<IProgress<BulkExportProgress>, Task<BulkExportFolder>>> ExportAsync(
        IFhirPlatformClient client, string folder, BulkExportOptions options, ParseResult result, CancellationToken cancellationToken)
    {
        var job = BulkExportJob.IsIn(folder)
            ? await ResumeAsync(client, folder, options, cancellationToken)
            : await Describe(client, result).StartAsync(folder, options, cancellationToken);
        return async progress =>
        {
            await using (job)
            {
                return await job.DownloadAsync(progress, cancellationToken);
            }
        };
    }

    private static DateTimeOffset? SinceOf(ParseResult result) => result.GetValue(Since) switch
    {
        null => null,
        var text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : throw new CliException("--since is no moment."),
    };

    private static async Task<BulkExportJob> ResumeAsync(IFhirPlatformClient client, string folder, BulkExportOptions options, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("The folder holds an export: it goes on.");
        return await BulkExportJob.ResumeAsync(client, folder, options, cancellationToken);
    }

    private static BulkExport Describe(IFhirPlatformClient client, ParseResult result)
    {
        var group = result.GetValue(Group);
        var (isPatient, isSystem) = (result.GetValue(Patient), result.GetValue(System));
        if ((group is null ? 0 : 1) + (isPatient ? 1 : 0) + (isSystem ? 1 : 0) != 1)
        {
            throw new CliException("Say one of --group, --patient, --system and --patients.");
        }

        var target = group is not null ? client.Group(group) : isPatient ? client.AllPatients() : client.WholeSystem();
        return target.Export(export =>
        {
            if (result.GetValue(Types) is { Length: > 0 } types)
            {
                export.Types(Split(types));
            }

            if (SinceOf(result) is { } since)
            {
                export.Since(since);
            }

            foreach (var filter in result.GetValue(Filters) ?? [])
            {
                export.TypeFilter(filter);
            }

            if (result.GetValue(Organize) is { } type)
            {
                export.OrganizeOutputBy(type);
            }

            if (result.GetValue(Elements) is { Length: > 0 } elements)
            {
                export.Elements(Split(elements));
            }
        });
    }

    private static string[] Split(string[] lists) => [.. lists.SelectMany(static list => list.Split(',', StringSplitOptions.TrimEntries))];
}
