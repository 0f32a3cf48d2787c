using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>What is written down of one call: who asked what of whom about which patient, and what became of it. No value of a record, none of a search, and no secret.</summary>
internal sealed record AuditEntry
{
    /// <summary>By which the request is known in logs and answers.</summary>
    public required string RequestId { get; init; }

    /// <summary>What was asked: <c>read</c>, <c>search-type</c>, <c>operation</c>, <c>login</c>.</summary>
    public required string Action { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person; empty for nobody.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The program that asked for the person, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>What that program calls itself, where it is an agent: its own word; or null.</summary>
    public string? Agent { get; init; }

    /// <summary>The platform, or null.</summary>
    public string? Platform { get; init; }

    /// <summary>The resource type, or null.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The operation, without its dollar sign, or null.</summary>
    public string? Operation { get; init; }

    /// <summary>The patient it was about, as a reference (<c>Patient/123</c>), where the request says so.</summary>
    public string? Patient { get; init; }

    /// <summary>The resource it was about, as a reference, or null.</summary>
    public string? Resource { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; init; }

    /// <summary>Whether the platform was asked: what the gateway refuses by itself never leaves it.</summary>
    public bool WasSent { get; init; }

    /// <summary>Why it was refused, in a word: <c>policy</c>, <c>capability</c>, <c>limit</c>, <c>login</c>, <c>blocked</c>; null where it was not.</summary>
    public string? Refusal { get; init; }

    /// <summary>The ids of what the judge said, separated by spaces, or null.</summary>
    public string? Diagnostics { get; init; }

    /// <summary>What the receipt of a search says, or null.</summary>
    public string? Receipt { get; init; }

    /// <summary>From where it came: a network address, or null.</summary>
    public string? Address { get; init; }

    /// <summary>The event of a request that is no call of a platform, or did not become one.</summary>
    public static AuditEntry Of(HttpContext context, GatewayCaller caller, string action, string? platform, GatewayProblem? problem, DateTimeOffset at) => new()
    {
        RequestId = context.TraceIdentifier,
        Action = action,
        At = at,
        Subject = caller.Subject,
        ClientId = caller.ClientId,
        Agent = caller.Agent,
        Platform = platform,
        Status = problem is null ? StatusCodes.Status200OK : (int)problem.Status,
        Refusal = problem?.Refusal,
        Address = context.Connection.RemoteIpAddress?.ToString(),
    };

    /// <summary>Writes it as JSON.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("request", RequestId);
            json.WriteString("at", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("action", Action);
            json.WriteString("subject", Subject);
            Write(json, "client", ClientId);
            Write(json, "agent", Agent);
            Write(json, "platform", Platform);
            Write(json, "type", ResourceType);
            Write(json, "operation", Operation);
            Write(json, "patient", Patient);
            Write(json, "resource", Resource);
            json.WriteNumber("status", Status);
            json.WriteBoolean("sent", WasSent);
            Write(json, "refusal", Refusal);
            Write(json, "diagnostics", Diagnostics);
            Write(json, "receipt", Receipt);
            Write(json, "address", Address);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no such text.</exception>
    public static AuditEntry FromJson(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new AuditEntry
        {
            RequestId = Text(root, "request") ?? "",
            Action = Text(root, "action") ?? "",
            At = Text(root, "at") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : default,
            Subject = Text(root, "subject") ?? "",
            ClientId = Text(root, "client"),
            Agent = Text(root, "agent"),
            Platform = Text(root, "platform"),
            ResourceType = Text(root, "type"),
            Operation = Text(root, "operation"),
            Patient = Text(root, "patient"),
            Resource = Text(root, "resource"),
            Status = root.TryGetProperty("status", out var status) ? status.GetInt32() : 0,
            WasSent = root.TryGetProperty("sent", out var sent) && sent.GetBoolean(),
            Refusal = Text(root, "refusal"),
            Diagnostics = Text(root, "diagnostics"),
            Receipt = Text(root, "receipt"),
            Address = Text(root, "address"),
        };
    }

    /// <summary>The action alone.</summary>
    public override string ToString() => nameof(AuditEntry) + " " + Action;

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
