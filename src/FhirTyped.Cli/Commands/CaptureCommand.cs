using System.CommandLine;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped capture</c>: makes a platform's files from what its server says of itself.</summary>
internal static class CaptureCommand
{
    public static Command Create()
    {
        var place = new Argument<string>("base-url|file") { Description = "The server's FHIR base address, or a file that holds its CapabilityStatement." };
        var id = new Option<string>("--as") { Description = "The platform's id: lower case, digits and hyphens.", Required = true };
        var name = new Option<string?>("--name") { Description = "The name that people read; by default the statement's software or the id." };
        var source = new Option<string?>("--source") { Description = "Where the statement was found; by default the address, or what the statement says." };
        var baseUrl = new Option<string?>("--base-url") { Description = "For a file: the base address to name instead of the statement's own; \"\" names none." };
        var date = new Option<string?>("--date") { Description = "The date of the facts, where the statement has none or a placeholder." };
        var smart = new Option<string?>("--smart") { Description = "A file with the .well-known/smart-configuration, where there is no address." };
        var requirements = new Option<bool>("--requirements") { Description = "The statement is an implementation guide's, not a server's." };
        var output = new Option<string>("--output") { Description = "The folder in which the platform's folder is made.", DefaultValueFactory = _ => "." };
        var json = new Option<bool>("--json") { Description = "Report as JSON." };
        var command = new Command("capture", "Writes <id>/platform.json and <id>/capabilities.json: the server's facts and nothing else.")
        {
            place, id, name, source, baseUrl, date, smart, requirements, output, json,
        };
        command.SetAction((result, cancellationToken) => Output.RunAsync(async () =>
        {
            using var http = CapabilitySource.CreateHttpClient();
            var request = new CaptureRequest(
                result.GetRequiredValue(place), result.GetRequiredValue(id), result.GetValue(name), result.GetValue(source),
                result.GetValue(baseUrl), result.GetValue(date), result.GetValue(smart), result.GetValue(requirements), result.GetRequiredValue(output));
            return Report(await CaptureAsync(request, new CapabilitySource(http), cancellationToken), result.GetValue(json));
        }));
        return command;
    }

    private static async Task<CaptureResult> CaptureAsync(CaptureRequest request, CapabilitySource source, CancellationToken cancellationToken)
    {
        if (!PlatformFileReader.IsId(request.Id))
        {
            throw new CliException($"'{request.Id}' is not a platform id: lower-case letters, digits and hyphens, beginning with a letter.");
        }

        var issues = new List<PlatformIssue>();
        var text = await source.ReadStatementAsync(request.Place, cancellationToken);
        var facts = CapabilityStatementReader.Read(request.Place, text, issues);
        if (facts is null)
        {
            Output.WriteIssues(issues);
            throw new CliException("Nothing was captured.");
        }

        var address = CapabilitySource.BaseAddress(request.Place);
        facts = facts with
        {
            Date = request.Date ?? facts.Date,
            Source = request.Source ?? address?.AbsoluteUri ?? facts.Source,
            ImplementationUrl = request.BaseUrl ?? address?.AbsoluteUri.TrimEnd('/') ?? facts.ImplementationUrl,
        };
        if (facts.ImplementationUrl.IndexOfAny(['$', '{', '<', '[']) >= 0)
        {
            Console.Error.WriteLine($"fhirtyped: the statement's address, {facts.ImplementationUrl}, is a placeholder and is left out: say --base-url.");
            facts = facts with { ImplementationUrl = "" };
        }

        if (facts.Resources.Count == 0)
        {
            Console.Error.WriteLine("fhirtyped: the statement lists no resource type: whoever uses the platform will have nothing to call.");
        }
        var name = request.Name ?? (facts.Software.Length > 0 ? facts.Software : CSharpNames.Pascal(request.Id));
        var smart = await source.TryReadSmartConfigurationAsync(request.Place, request.SmartFile, cancellationToken);

        var folder = Path.Combine(request.Output, request.Id);
        Directory.CreateDirectory(folder);
        var statementFile = Path.Combine(folder, "capabilities.json");
        await File.WriteAllTextAsync(statementFile, CapabilityStatementWriter.Write(facts, name, request.IsRequirements), cancellationToken);

        // A platform file is edited by hand once it is there: rules and limits are not to be had from a server.
        var platformFile = Path.Combine(folder, "platform.json");
        var isNew = !File.Exists(platformFile);
        if (isNew)
        {
            await File.WriteAllTextAsync(platformFile, PlatformFileText.Write(request.Id, name, facts.ImplementationUrl, smart), cancellationToken);
        }

        return new(facts, issues, platformFile, isNew, statementFile);
    }

    private static int Report(CaptureResult result, bool json)
    {
        var parameters = result.Facts.Resources.Sum(resource => resource.SearchParameters.Count);
        if (json)
        {
            Output.WriteJson(new
            {
                result.PlatformFile,
                PlatformFileIsNew = result.IsNew,
                result.StatementFile,
                result.Facts.Date,
                result.Facts.Software,
                result.Facts.Source,
                ResourceTypes = result.Facts.Resources.Count,
                SearchParameters = parameters,
                LeftOut = result.Issues.Select(issue => new { Line = issue.Position.Line + 1, issue.Message }),
            });
            return ExitCodes.Success;
        }

        Output.WriteIssues(result.Issues);
        Console.Out.WriteLine($"{result.StatementFile}: {result.Facts.Resources.Count} resource types, {parameters} search parameters"
            + (result.Facts.Date.Length > 0 ? $", statement of {result.Facts.Date}" : ", no date"));
        Console.Out.WriteLine(result.IsNew ? $"{result.PlatformFile}: written" : $"{result.PlatformFile}: left as it is");
        return ExitCodes.Success;
    }

    private sealed record CaptureRequest(
        string Place, string Id, string? Name, string? Source, string? BaseUrl, string? Date, string? SmartFile, bool IsRequirements, string Output);

    private sealed record CaptureResult(
        CapabilityStatementFacts Facts, List<PlatformIssue> Issues, string PlatformFile, bool IsNew, string StatementFile);
}
