using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests;

/// <summary>An export as a server with a script gives it: what is not set goes well.</summary>
internal sealed class ExportServer : IAsyncDisposable
{
    public const string Token = "secret-token";

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly RawServer _server;

    public ExportServer()
    {
        _server = RawServer.Start(Answer);
        File("Patient.1", Lines("Patient", 0, 3), "Patient", 3);
        File("Observation.1", Lines("Observation", 0, 5), "Observation", 5);
    }

    /// <summary>The files by their names, in the order of the manifest.</summary>
    public List<(string Name, byte[] Content, string Type, long? Count, string List)> Files { get; } = [];

    /// <summary>What the kick-off is answered; null for 202.</summary>
    public Func<int, RawAnswer?> OnKickOff { get; set; } = static _ => null;

    /// <summary>What the status is answered, by how often it was asked before; null for the manifest.</summary>
    public Func<int, RawAnswer?> OnStatus { get; set; } = static _ => null;

    /// <summary>What a file is answered, by its name and how often it was asked for before; null for its content, whole or from a byte on.</summary>
    public Func<string, int, RawRequest, RawAnswer?> OnFile { get; set; } = static (_, _, _) => null;

    /// <summary>What is added to the manifest, for example <c>"extension": {}</c>.</summary>
    public string More { get; set; } = "";

    /// <summary>Whether the manifest says that files need the token.</summary>
    public bool RequiresToken { get; set; } = true;

    /// <summary>The link of a file by its name and how often the manifest was given before.</summary>
    public Func<string, int, string>? LinkOf { get; set; }

    /// <summary>Fields of a file's answer.</summary>
    public Func<string, string[]> FieldsOf { get; set; } = static name => [$"ETag: \"{name}\"", "Accept-Ranges: bytes"];

    public Uri Address => _server.Address;

    public IReadOnlyList<RawRequest> Requests => _server.Requests;

    public IEnumerable<RawRequest> FileRequests => Requests.Where(static request => request.Target.StartsWith("/files/", StringComparison.Ordinal));

    public int Count(string what) => _counts.GetValueOrDefault(what);

    public void File(string name, string content, string type, long? count = null, string list = "output") => Files.Add((name, Encoding.UTF8.GetBytes(content), type, count, list));

    public ExportHospital Client(Action<FhirPlatformOptions>? configure = null) => FhirPlatform.Create<ExportHospital>(options =>
    {
        options.BaseUrl = new Uri(Address, "fhir");
        options.Resilience.MaxRetryAttempts = 0;
        options.AccessToken = static _ => ValueTask.FromResult<string?>(Token);
        configure?.Invoke(options);
    });

    public static string Lines(string type, int first, int count) =>
        string.Concat(Enumerable.Range(first, count).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"resourceType":"{{type}}","id":"{{type[0]}}{{i}}"}""") + "\n"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The manifest as it is given.</summary>
    public string Manifest(int times)
    {
        string List(string list) => string.Join(',', Files.Where(file => file.List == list).Select(file =>
            $$"""{"type":"{{file.Type}}","url":"{{LinkOf?.Invoke(file.Name, times) ?? new Uri(Address, "files/" + file.Name).AbsoluteUri}}"{{(file.Count is { } count ? $",\"count\":{count}" : "")}}}"""));
        return $$"""
            {"transactionTime":"2026-03-01T12:00:00Z","request":"https://x.example/$export","requiresAccessToken":{{(RequiresToken ? "true" : "false")}},
             "output":[{{List("output")}}],"error":[{{List("error")}}],"deleted":[{{List("deleted")}}]{{(More.Length > 0 ? "," + More : "")}}}
            """;
    }

    private RawAnswer Answer(RawRequest request)
    {
        var path = request.Target.Split('?', 2)[0];
        if (path.EndsWith("$export", StringComparison.Ordinal))
        {
            return OnKickOff(Next("kick-off")) ?? RawAnswer.Of("202 Accepted", "", $"Content-Location: {new Uri(Address, "fhir/bulk/job-1")}");
        }

        if (path == "/fhir/bulk/job-1")
        {
            if (request.Method == "DELETE")
            {
                return RawAnswer.Of("202 Accepted");
            }

            return OnStatus(Next("status")) is { } answer ? answer : RawAnswer.Of("200 OK", Manifest(Next("manifest")), "Content-Type: application/json");
        }

        if (path.StartsWith("/files/", StringComparison.Ordinal))
        {
            var name = path["/files/".Length..];
            return OnFile(name, Next(name), request) ?? Content(name, request);
        }

        return RawAnswer.Of("404 Not Found");
    }

    private RawAnswer Content(string name, RawRequest request)
    {
        var content = Files.Find(file => file.Name == name).Content;
        if (content is null)
        {
            return RawAnswer.Of("404 Not Found");
        }

        string[] fields = ["Content-Type: application/fhir+ndjson", .. FieldsOf(name)];
        if (request.Header("Range").FirstOrDefault() is { } range && fields.Contains($"ETag: {request.Header("If-Range").FirstOrDefault()}", StringComparer.Ordinal))
        {
            var first = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            return RawAnswer.Of("206 Partial Content", content[first..], [.. fields, $"Content-Range: bytes {first}-{content.Length - 1}/{content.Length}"]);
        }

        return RawAnswer.Of("200 OK", content, fields);
    }

    private int Next(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1) - 1;
}
