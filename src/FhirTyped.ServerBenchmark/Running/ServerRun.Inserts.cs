using FhirTyped.R4;

namespace FhirTyped.ServerBenchmark;

/// <content>What inserts.</content>
internal sealed partial class ServerRun
{
    private async Task InsertAsync(CancellationToken cancellationToken)
    {
        const ServerBenchmarkOperation Operation = ServerBenchmarkOperation.Insert;
        if ((FindIrremovable(["Patient"]) ?? _caller.Prepare(HttpMethod.Post, "Patient", _data.Patient(0)).Refusal) is { } refusal)
        {
            Refuse(Operation, null, refusal);
            return;
        }

        _own.Sending("Patient");
        await AttemptAsync(Operation, null, _options.Attempts, async (index, attempt, cancellationToken) =>
        {
            var request = _caller.Prepare(HttpMethod.Post, "Patient", _data.Patient(index)).Request!;
            var answer = await SendCreateAsync(request, attempt, cancellationToken).ConfigureAwait(false);
            if (answer.Error is { } error)
            {
                attempt.Errors.Add(error);
            }
            else if ((int)answer.StatusCode! == 201 && Answer.IdOf(answer.Location, "Patient") is { } id)
            {
                _own.Add("Patient", id);
                attempt.Resources++;
                lock (_single)
                {
                    _single.Add((index, id));
                }
            }
            else
            {
                attempt.Errors.Add("no location");
                _own.SetUncertain();
            }
        }, isParallel: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task InsertBatchesAsync(CancellationToken cancellationToken)
    {
        const ServerBenchmarkOperation Operation = ServerBenchmarkOperation.BatchInsert;
        if ((FindIrremovable(["Patient"]) ?? _caller.Prepare(HttpMethod.Post, "", Batch(0)).Refusal) is { } refusal)
        {
            Refuse(Operation, null, refusal);
            return;
        }

        _own.Sending("Patient");
        string[] types = [.. Enumerable.Repeat("Patient", _options.BatchSize)];
        await AttemptAsync(Operation, null, _options.Attempts, async (index, attempt, cancellationToken) =>
        {
            var ids = new List<string>();
            await InsertBundleAsync(Batch(index), types, attempt, ids.Add, cancellationToken).ConfigureAwait(false);
            if (ids.Count > 0)
            {
                _batches.Add([.. ids]);
            }
        }, isParallel: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task InsertDatasetsAsync(CancellationToken cancellationToken)
    {
        const ServerBenchmarkOperation Operation = ServerBenchmarkOperation.DatasetInsert;
        var first = _data.Dataset(0);
        string[] types = [.. first.Entry.Select(static entry => entry.Resource!.TypeName)];
        if ((FindIrremovable(types.Distinct(StringComparer.Ordinal)) ?? _caller.Prepare(HttpMethod.Post, "", first).Refusal) is { } refusal)
        {
            Refuse(Operation, null, refusal);
            return;
        }

        foreach (var type in types.Distinct(StringComparer.Ordinal))
        {
            _own.Sending(type);
        }

        await AttemptAsync(
            Operation, null, _options.Attempts,
            (index, attempt, cancellationToken) => InsertBundleAsync(_data.Dataset(index), types, attempt, static _ => { }, cancellationToken), isParallel: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task InsertBundleAsync(Bundle bundle, string[] types, Attempt attempt, Action<string> created, CancellationToken cancellationToken)
    {
        var request = _caller.Prepare(HttpMethod.Post, "", bundle).Request!;
        var answer = await SendCreateAsync(request, attempt, cancellationToken).ConfigureAwait(false);
        var isKnown = BundleAnswers.Read(answer, types, attempt, (type, id) =>
        {
            _own.Add(type, id);
            created(id);
        });
        if (!isKnown)
        {
            _own.SetUncertain();
        }
    }

    /// <summary>Why resources of some types could not be removed again; null where they can.</summary>
    private string? FindIrremovable(IEnumerable<string> types)
    {
        foreach (var type in types)
        {
            if (_caller.Prepare(HttpMethod.Delete, type + "/a").Refusal is { } refusal && _caller.Prepare(HttpMethod.Delete, type + "/a", ifMatch: "W/\"1\"").Refusal is not null)
            {
                return "What would be inserted could not be removed again. " + refusal;
            }
        }

        return null;
    }

    private Bundle Batch(int index)
    {
        var bundle = new Bundle { Type = BundleType.Batch };
        bundle.Entry.AddRange(Enumerable.Range(0, _options.BatchSize).Select(i => new BundleEntry
        {
            // Other patients than those of the single inserts.
            Resource = _data.Patient(_options.Attempts + (index * _options.BatchSize) + i),
            Request = new BundleEntryRequest { Method = HttpVerb.POST, Url = "Patient" },
        }));
        return bundle;
    }
}
