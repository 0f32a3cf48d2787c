using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Platforms;

/// <summary>A search that a server was really asked, and what came of it.</summary>
/// <param name="Platform">The id of the built-in platform.</param>
/// <param name="Search">The search below the base address: <c>Type?query</c>.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Reason">What the OperationOutcome says; empty where there is none.</param>
public sealed record RecordedSearch(string Platform, string Search, int Status, string Reason)
{
    private static readonly Dictionary<string, string> Platforms = new()
    {
        ["epic"] = "epic", ["epiclegacy"] = "epic", ["athena"] = "athenahealth", ["eclinicalworks"] = "eclinicalworks", ["drchrono"] = "drchrono",
        ["nextgen"] = "nextgen", ["cigna"] = "cigna", ["humana"] = "humana",
    };

    // "Combination of parameters is not valid for any authorized sub-resource" is Epic's word for a client without the scope.
    private static readonly string[] WordsOfAuthorization = ["authorized", "denied", "permission", "not allowed", "scope"];

    // A platform's newer statement lists what an older server refused; the test beside this table proves it from both statements.
    private static readonly Dictionary<(string Platform, string ResourceType, string Parameter), string> AcceptedSince = new()
    {
        [("epic", "RelatedPerson", "patient")] = "Epic's statement of 2026-07-24 lists it; that of 2023-04-17 listed no parameter of RelatedPerson",
    };

    /// <summary>What the answer says of the search.</summary>
    public SearchAnswer Answer =>
        Status == 200 ? SearchAnswer.Given
        : WordsOfAuthorization.Any(word => Reason.Contains(word, StringComparison.OrdinalIgnoreCase)) ? SearchAnswer.NotAuthorized
        : SinceAccepted is not null ? SearchAnswer.AcceptedSince
        : SearchAnswer.Refused;

    /// <summary>The source by which the platform takes the search today, where it refused it then.</summary>
    public string? SinceAccepted => AcceptedSince
        .Where(entry => entry.Key.Platform == Platform && Search.StartsWith(entry.Key.ResourceType + "?", StringComparison.Ordinal)
            && Search.Contains(entry.Key.Parameter + "=", StringComparison.Ordinal))
        .Select(static entry => entry.Value)
        .FirstOrDefault();

    /// <summary>The names of the criteria, for people; never their values.</summary>
    public override string ToString() => $"{Platform} {Status} {Search[..Search.IndexOf('?')]}?" + string.Join('&', Search[(Search.IndexOf('?') + 1)..].Split('&').Select(Shorten));

    /// <summary>The recorded requests with a query, without links to further pages, which nobody judges.</summary>
    public static IReadOnlyList<RecordedSearch> OfRecordings()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(TestFiles.PathOf("examples", "wire-recorded", "index.json")));
        return [.. from entry in index.RootElement.EnumerateArray()
            let vendor = entry.GetProperty("vendor").GetString()!
            where Platforms.ContainsKey(vendor)
            let url = new Uri(entry.GetProperty("url").GetString()!)
            where url.Query.Length > 0 && !url.Query.Contains("sessionID=")
            let status = entry.GetProperty("status").GetInt32()
            let body = File.ReadAllText(TestFiles.PathOf("examples", "wire-recorded", entry.GetProperty("file").GetString()!))
            select new RecordedSearch(Platforms[vendor], url.AbsolutePath[(url.AbsolutePath.LastIndexOf('/') + 1)..] + url.Query, status, status == 200 ? "" : body)];
    }

    /// <summary>The refusals of which only the names of the parameters and the reason were kept.</summary>
    public static IReadOnlyList<RecordedSearch> OfEvidence()
    {
        using var evidence = JsonDocument.Parse(File.ReadAllText(TestFiles.PathOf("quirks", "wire-error-evidence.json")));
        return [.. from entry in evidence.RootElement.GetProperty("errors").EnumerateArray()
            let vendor = entry.GetProperty("vendor").GetString()!
            let query = entry.GetProperty("query").EnumerateArray().Select(static part => part.GetString()!).ToList()
            where Platforms.ContainsKey(vendor) && query.Count > 0
            select new RecordedSearch(
                Platforms[vendor],
                entry.GetProperty("resource").GetString() + "?" + string.Join('&', query.Select(static part => part.Contains('=') ? part : part + "=1")),
                entry.GetProperty("status").GetInt32(),
                entry.GetProperty("issues").GetRawText())];
    }

    private static string Shorten(string criterion) => criterion.StartsWith("category=", StringComparison.Ordinal) ? criterion : criterion.Split('=')[0];
}

/// <summary>What an answer says of the search.</summary>
public enum SearchAnswer
{
    /// <summary>It was answered.</summary>
    Given,

    /// <summary>It was refused for how it was asked: a parameter, a value or a combination.</summary>
    Refused,

    /// <summary>It was refused for who asked.</summary>
    NotAuthorized,

    /// <summary>It was refused then, and the platform's newer statement takes it.</summary>
    AcceptedSince,
}
