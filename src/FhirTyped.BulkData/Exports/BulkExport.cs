using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>An export as it was described and judged. Starting it makes a <see cref="BulkExportJob"/>.</summary>
/// <remarks>Immutable; it can be started any number of times, each into a folder of its own.</remarks>
public sealed class BulkExport
{
    private readonly IFhirPlatformClient _client;
    private readonly BulkExportTarget _target;
    private readonly ExportParameters _parameters;
    private readonly CapabilityVerdict _operation;

    internal BulkExport(IFhirPlatformClient client, BulkExportTarget target, ExportParameters parameters)
    {
        _client = client;
        _target = target;
        _parameters = parameters;
        var judge = client.Platform.Judge;
        _operation = target.Level switch
        {
            BulkExportLevel.Group => judge.JudgeOperation("Group", "export", OperationLevels.Instance),
            BulkExportLevel.Patient => judge.JudgeOperation("Patient", "export", OperationLevels.Type),
            _ => judge.JudgeOperation(null, "export", OperationLevels.System),
        };
        Verdicts = [.. Judge(judge).Where(static verdict => !verdict.IsSupported)];
    }

    /// <summary>What the platform does not support of it, or does not declare; empty where all is well.</summary>
    public IReadOnlyList<CapabilityVerdict> Verdicts { get; }

    internal KickOff ToKickOff()
    {
        var path = _target.Level switch
        {
            BulkExportLevel.Group => "Group/" + _target.GroupId + "/$export",
            BulkExportLevel.Patient => "Patient/$export",
            _ => "$export",
        };
        var query = _parameters.ToQuery();
        var url = query.Length > 0 ? path + "?" + query : path;
        var exchange = _client.Exchange.Server;
        return _parameters.Patients.Count > 0 || exchange.BaseUrl.AbsoluteUri.Length + url.Length > exchange.Options.MaximumUrlLength
            ? new("POST", path, FhirJson.ToJson(_parameters.ToParameters()))
            : new("GET", url, null);
    }

    /// <summary>Starts the export, and keeps its job in a folder.</summary>
    /// <param name="folder">The folder: it is made where it is not there, for the user alone, and holds the data afterwards.</param>
    /// <param name="options">How to wait and to download; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request. What the server has received may go on there.</param>
    /// <returns>The job. It is the caller's to dispose of, which ends nothing at the server.</returns>
    /// <exception cref="FhirCapabilityException">The platform does not declare this export, or does not support a part of it. Nothing was sent.</exception>
    /// <exception cref="BulkExportException">The folder has an export already: <see cref="BulkExportJob.ResumeAsync"/>; or another process works in it.</exception>
    /// <exception cref="FhirResponseException">The server refused; 429 says that there are too many exports at once.</exception>
    /// <exception cref="FhirProtocolException">The server's answer is none to a kick-off.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through: nobody knows whether the export began.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<BulkExportJob> StartAsync(string folder, BulkExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options = BulkExportOptions.Check(options);
        Guard();
        var job = BulkExportJob.Create(_client, folder, options, ToKickOff());
        try
        {
            await job.KickOffAsync(cancellationToken).ConfigureAwait(false);
            return job;
        }
        catch
        {
            await job.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Nothing but a declaration makes an export: a server that knows none answers with who knows what, and the job would begin with it.
    private void Guard()
    {
        var exchange = _client.Exchange.Server;
        const string Request = "GET $export";
        if (!_operation.IsSupported)
        {
            _ = exchange.FindRefused([_operation], Request);
            throw new FhirCapabilityException(exchange.Platform, [_operation]);
        }

        exchange.Guard(Verdicts, Request);
    }

    private IEnumerable<CapabilityVerdict> Judge(CapabilityJudge judge)
    {
        yield return _operation;
        foreach (var type in _parameters.Types)
        {
            yield return judge.JudgeResource(type);
        }

        foreach (var filter in _parameters.TypeFilters)
        {
            foreach (var verdict in judge.JudgeTypeFilter(SearchQuery.Parse(filter.ResourceType, filter.Query) with { NeedsFilter = true, IsOpen = true }))
            {
                yield return verdict;
            }
        }
    }
}
