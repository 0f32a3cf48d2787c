using System.Text.Json;
using FhirTyped.Capabilities;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace FhirTyped.ServerBenchmark;

/// <content>What searches.</content>
internal sealed partial class ServerRun
{
    private async Task QueryAsync(CancellationToken cancellationToken)
    {
        foreach (var query in _queries)
        {
            var address = BenchmarkQueries.AddressOf(query, _options, _own, _caller.Client.Platform);
            if (_caller.Prepare(HttpMethod.Get, address).Refusal is { } refusal)
            {
                Refuse(ServerBenchmarkOperation.Query, query.Name, refusal);
                continue;
            }

            var type = FhirRoute.Parse("GET", address).ResourceType;
            await AttemptAsync(
                ServerBenchmarkOperation.Query, query.Name, _options.Attempts,
                (_, attempt, cancellationToken) => SearchAsync(address, type, attempt, cancellationToken), isParallel: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SearchAsync(string address, string type, Attempt attempt, CancellationToken cancellationToken)
    {
        var request = _caller.Prepare(HttpMethod.Get, address).Request;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var pages = 0; request is not null; pages++)
        {
            if (pages == _options.MaximumPages || !seen.Add(request.Message.Address.AbsoluteUri))
            {
                attempt.Errors.Add(pages == _options.MaximumPages ? "too many pages" : "pages in a circle");
                return;
            }

            var answer = await _caller.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
            if ((answer.Error ?? CountEntries(answer.Body, attempt)) is { } error)
            {
                attempt.Errors.Add(error);
                return;
            }

            var page = request.Message.Address;
            request = answer.Next is { } next ? _caller.PreparePage(next, page, type) : null;
            if (request is null && answer.Next is not null)
            {
                attempt.Errors.Add("foreign page");
            }
        }
    }

    private static string? CountEntries(ReadOnlyMemory<byte> body, Attempt attempt)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("entry", out var entries) && entries.ValueKind == JsonValueKind.Array)
            {
                attempt.Resources += entries.GetArrayLength();
            }

            return null;
        }
        catch (JsonException)
        {
            return "protocol";
        }
    }
}
