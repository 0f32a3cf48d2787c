using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A patient at a glance: a fixed set of searches, each as the platform can, and what is missing by its name.</summary>
internal sealed class SummaryTool(AgentGateway gateway) : IAgentTool
{
    private const int MostBytes = 8 * 1024;
    private const int MostAtOnce = 4;

    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Reading(
        "summary", "Patient summary",
        "Problems, allergies, medications, latest results and vital signs, immunizations, procedures and encounters of a patient, newest first, cut to a page. Says which parts are missing and why.",
        """
        "properties":{"platform":{"type":"string"},"patient":{"type":"string","description":"The patient's id"}},"required":["platform","patient"],"additionalProperties":false
        """,
        """
        "properties":{"patient":{"type":"object"},"parts":{"type":"array"},"missing":{"type":"array"}}
        """);

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnknown("platform", "patient");
        var platform = gateway.Find(arguments.Text("platform"));
        var id = arguments.Text("patient");
        id = id.StartsWith("Patient/", StringComparison.Ordinal) ? id["Patient/".Length..] : id;
        if (!FhirRoute.IsId(id))
        {
            throw new ToolException("The argument 'patient' is to be the id of a patient.");
        }

        // First the patient: where the person has to log in, or may not see him, nothing more is asked.
        using var patient = await gateway.SendAsync(call, platform, new FhirCall(HttpMethod.Get, "Patient/" + id), cancellationToken).ConfigureAwait(false);
        using var gate = new SemaphoreSlim(MostAtOnce);
        var parts = await Task.WhenAll(SummaryPart.All.Select(part => ReadAsync(part, call, platform, id, gate, cancellationToken))).ConfigureAwait(false);
        var person = RecordTable.Of([patient.Resource], RecordColumns.Of("Patient"));
        var most = parts.Max(static part => part.Table?.Rows.Count ?? 0);
        return ToolAnswer.Fit(most, rows => Make(platform, person, parts, rows), MostBytes).Result;
    }

    private async Task<SummaryResult> ReadAsync(SummaryPart part, AgentCall call, GatewayPlatform platform, string id, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        if (part.FindRequest(platform, id) is not { } request)
        {
            return new(part, null, 0, platform.DisplayName + " has no such search");
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var answer = await gateway.SendAsync(call, platform, request, cancellationToken).ConfigureAwait(false);
            var page = SearchPage.Read(answer.Resource);
            var newest = part.Choose(page.Matches);
            return new(part, RecordTable.Of(newest, part.Columns), Math.Max(page.Total ?? 0, page.Matches.Count), answer.Next is null && newest.Count == page.Matches.Count ? null : "more there");
        }
        catch (GatewayProblem problem)
        {
            return new(part, null, 0, problem.Message);
        }
        finally
        {
            gate.Release();
        }
    }

    private static CallToolResult Make(GatewayPlatform platform, RecordTable person, IReadOnlyList<SummaryResult> parts, int rows)
    {
        var found = parts.Where(static part => part.Table is { Rows.Count: > 0 }).ToList();
        var none = parts.Where(static part => part.Table is { Rows.Count: 0 }).Select(static part => part.Part.Name).ToList();
        var missing = parts.Where(static part => part.Table is null).ToList();
        var text = new StringBuilder(platform.DisplayName).Append(". ").Append(ToolAnswer.DataNotice).Append('\n');
        person.Write(text, 1);
        foreach (var part in found)
        {
            var shown = Math.Min(rows, part.Table!.Rows.Count);
            text.Append("# ").Append(part.Part.Name).Append(shown < part.Total || part.Note is not null ? FormattableString.Invariant($" ({shown} shown, {part.Total} found)") : "").Append('\n');
            part.Table.Write(text, shown);
        }

        text.Append(none.Count > 0 ? "nothing found: " + string.Join(", ", none) + "\n" : "");
        foreach (var part in missing)
        {
            text.Append("missing: ").Append(part.Part.Name).Append(": ").Append(part.Note).Append('\n');
        }

        return ToolAnswer.Of(text.ToString(), json =>
        {
            json.WriteStartObject("patient");
            person.Write(json, 1);
            json.WriteEndObject();
            json.WriteStartArray("parts");
            foreach (var part in found)
            {
                json.WriteStartObject();
                json.WriteString("name", part.Part.Name);
                json.WriteNumber("found", part.Total);
                part.Table!.Write(json, rows);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Write(json, "nothing_found", none);
            Write(json, "missing", [.. missing.Select(static part => part.Part.Name + ": " + part.Note)]);
        });
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

/// <summary>What came of a part of a summary.</summary>
/// <param name="Part">The part.</param>
/// <param name="Table">The rows; null where it is missing.</param>
/// <param name="Total">How many there are, as far as is known.</param>
/// <param name="Note">Why it is missing, or that there is more; or null.</param>
internal sealed record SummaryResult(SummaryPart Part, RecordTable? Table, int Total, string? Note);
