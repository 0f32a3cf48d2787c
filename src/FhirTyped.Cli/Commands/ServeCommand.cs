using System.CommandLine;
using FhirTyped.Cli.Platforms;
using FhirTyped.Sandbox;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped serve</c>: a FHIR server on this machine that behaves as a platform does, for programs in any language.</summary>
internal static class ServeCommand
{
    private const int HighestPort = 65535;

    public static Command Create()
    {
        var id = new Argument<string>("platform") { Description = "The platform's id." };
        var data = new Option<string[]>("--data") { Description = "A folder of resources: *.json holds a resource or Bundle each, *.ndjson one a line. May be given several times." };
        var port = new Option<int>("--port") { Description = "The port on the loopback address; 0, the default, takes a free one.", DefaultValueFactory = _ => 0 };
        var token = new Option<string?>("--token") { Description = "The bearer token without which every request is answered with 401." };
        var clients = new Option<string?>("--clients") { Description = "A JSON file of registered clients (client_id, client_secret, jwks, redirect_uris, scope): tokens are then issued, and asked for." };
        var patient = new Option<string?>("--patient") { Description = "With --clients: the id of the patient for whom every login is approved at once, without a page." };
        var latency = new Option<int>("--latency") { Description = "How many milliseconds every answer is held back.", DefaultValueFactory = _ => 0 };
        var platforms = new Option<string?>("--platforms") { Description = "A folder of platform files, beside the built-in ones." };
        var command = new Command("serve", "Serves as a platform until Ctrl+C; everything is kept in memory. The first line that is written is the base address.")
        {
            id, data, port, token, clients, patient, latency, platforms,
        };
        command.SetAction((result, cancellationToken) => Output.RunAsync(async () =>
        {
            var catalog = PlatformCatalog.Load(result.GetValue(platforms));
            Output.WriteIssues(catalog.IssuesOf(result.GetRequiredValue(id)));
            var platform = catalog.Get(result.GetRequiredValue(id));
            var options = new FhirSandboxOptions
            {
                Port = result.GetValue(port) is >= 0 and <= HighestPort and var number ? number : throw new CliException($"A port is a number from 0 to {HighestPort}."),
                Latency = result.GetValue(latency) is >= 0 and var wait ? TimeSpan.FromMilliseconds(wait) : throw new CliException("A latency is 0 or more."),
                Authorization = AuthorizationOf(result.GetValue(clients), result.GetValue(patient)),
            };
            await using var sandbox = await StartAsync(new PlatformDescriptor(platform), options, cancellationToken);
            sandbox.RequireAuthorization(result.GetValue(token));
            foreach (var folder in result.GetValue(data) ?? [])
            {
                var count = await LoadAsync(sandbox, folder, cancellationToken);
                await Console.Error.WriteLineAsync($"{folder}: {count} resources");
            }

            // Programs that start this wait for the line, so it is written when all is there.
            await Console.Out.WriteLineAsync(sandbox.BaseUrl.AbsoluteUri);
            await Console.Out.FlushAsync(CancellationToken.None);
            await Console.Error.WriteLineAsync($"{platform.Name} ({platform.Origin.Describe()}), {sandbox.Count} resources. Ctrl+C ends it.");
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static SandboxAuthorization? AuthorizationOf(string? file, string? patient)
    {
        if (file is null)
        {
            return patient is null ? null : throw new CliException("--patient needs --clients.");
        }

        var authorization = new SandboxAuthorization { AutomaticApproval = patient is null ? null : new SandboxLaunch { PatientId = patient } };
        foreach (var client in ClientsFile.Read(file))
        {
            authorization.Clients.Add(client);
        }

        return authorization;
    }

    private static async Task<FhirSandbox> StartAsync(PlatformDescriptor platform, FhirSandboxOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await FhirSandbox.StartAsync(platform, options, cancellationToken);
        }
        catch (ArgumentException exception) when (options.Authorization is not null)
        {
            // Without the name of the parameter, which is none of the user's.
            throw new CliException(exception.Message.Split(" (Parameter", 2)[0]);
        }
        catch (IOException)
        {
            throw new CliException($"Port {options.Port} cannot be had: something else listens there.");
        }
    }

    private static async Task<int> LoadAsync(FhirSandbox sandbox, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await sandbox.LoadFolderAsync(folder, cancellationToken);
        }
        catch (DirectoryNotFoundException)
        {
            throw new CliException($"There is no folder '{folder}'.");
        }
        catch (FhirException e)
        {
            throw new CliException($"{folder}: {e.Message}");
        }
    }
}
