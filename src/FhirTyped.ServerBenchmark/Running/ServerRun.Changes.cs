using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped.ServerBenchmark;

/// <content>What changes and deletes what was inserted.</content>
internal sealed partial class ServerRun
{
    private async Task UpdateAsync(CancellationToken cancellationToken)
    {
        const ServerBenchmarkOperation Operation = ServerBenchmarkOperation.Update;
        if (_single.Count == 0)
        {
            Refuse(Operation, null, "No patient was inserted that could be updated.", ServerBenchmarkStatus.NotPossible);
            return;
        }

        if (Prepare(HttpMethod.Put, _single[0].Id, Changed(_single[0]), "W/\"1\"").Refusal is { } refusal)
        {
            Refuse(Operation, null, refusal);
            return;
        }

        await AttemptAsync(Operation, null, _single.Count, async (index, attempt, cancellationToken) =>
        {
            var version = await VersionOfAsync(HttpMethod.Put, _single[index].Id, cancellationToken).ConfigureAwait(false);
            var request = Prepare(HttpMethod.Put, _single[index].Id, Changed(_single[index]), version).Request;
            await ChangeAsync(request, attempt, cancellationToken).ConfigureAwait(false);
        }, isParallel: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        const ServerBenchmarkOperation Operation = ServerBenchmarkOperation.Delete;
        if (_single.Count == 0)
        {
            Refuse(Operation, null, "No patient was inserted that could be deleted.", ServerBenchmarkStatus.NotPossible);
            return;
        }

        await AttemptAsync(Operation, null, _single.Count, async (index, attempt, cancellationToken) =>
        {
            var id = _single[index].Id;
            var version = await VersionOfAsync(HttpMethod.Delete, id, cancellationToken).ConfigureAwait(false);
            if (await ChangeAsync(Prepare(HttpMethod.Delete, id, null, version).Request, attempt, cancellationToken).ConfigureAwait(false))
            {
                _own.Remove("Patient", id);
            }
        }, isParallel: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteBatchesAsync(CancellationToken cancellationToken)
    {
        const ServerBenchmarkOperation Operation = ServerBenchmarkOperation.BatchDelete;
        if (_batches.Count == 0)
        {
            Refuse(Operation, null, "No batch was inserted that could be deleted.", ServerBenchmarkStatus.NotPossible);
            return;
        }

        if (_caller.Prepare(HttpMethod.Post, "", DeleteBatch(_batches[0])).Refusal is { } refusal)
        {
            Refuse(Operation, null, refusal);
            return;
        }

        await AttemptAsync(Operation, null, _batches.Count, async (index, attempt, cancellationToken) =>
        {
            var ids = _batches[index];
            var answer = await _caller.SendAsync(_caller.Prepare(HttpMethod.Post, "", DeleteBatch(ids)).Request!, attempt, cancellationToken).ConfigureAwait(false);
            var statuses = BundleAnswers.StatusesOf(answer, ids.Length);
            if (statuses.Length == 0)
            {
                attempt.Errors.Add(answer.Error ?? "protocol");
            }

            for (var i = 0; i < statuses.Length; i++)
            {
                if (BundleAnswers.IsGone(statuses[i]))
                {
                    _own.Remove("Patient", ids[i]);
                    attempt.Resources++;
                }
                else
                {
                    attempt.Errors.Add("entry HTTP " + statuses[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }, isParallel: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ChangeAsync(RawRequest? request, Attempt attempt, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            attempt.Errors.Add("no version");
            return false;
        }

        var answer = await _caller.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            attempt.Errors.Add(error);
            return false;
        }

        attempt.Resources++;
        return true;
    }

    /// <summary>The version that a change must name, where the platform wants one; null where it does not. Asking for it is not measured.</summary>
    private async Task<string?> VersionOfAsync(HttpMethod method, string id, CancellationToken cancellationToken)
    {
        var body = method == HttpMethod.Put ? new Patient { Id = id } : null;
        return _caller.Prepare(method, "Patient/" + id, body).Refusal is null || _caller.Prepare(HttpMethod.Get, "Patient/" + id).Request is not { } read
            ? null
            : (await _caller.SendAsync(read, new Attempt(), cancellationToken).ConfigureAwait(false)).ETag;
    }

    /// <summary>A change, with a version only where the platform wants one.</summary>
    private (RawRequest? Request, string? Refusal) Prepare(HttpMethod method, string id, Patient? body, string? version)
    {
        var plain = _caller.Prepare(method, "Patient/" + id, body);
        return plain.Request is null && version is not null ? _caller.Prepare(method, "Patient/" + id, body, version) : plain;
    }

    private Patient Changed((int Index, string Id) one)
    {
        var patient = _data.Patient(one.Index);
        patient.Id = one.Id;
        patient.Active = false;
        return patient;
    }

    private static Bundle DeleteBatch(string[] ids)
    {
        var bundle = new Bundle { Type = BundleType.Batch };
        bundle.Entry.AddRange(ids.Select(static id => new BundleEntry { Request = new BundleEntryRequest { Method = HttpVerb.DELETE, Url = "Patient/" + id } }));
        return bundle;
    }
}
