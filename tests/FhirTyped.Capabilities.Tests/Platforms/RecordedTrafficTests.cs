using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Platforms;

/// <summary>What servers really answered is the judge's judge.</summary>
public sealed class RecordedTrafficTests
{
    // Answers that speak of the recording client and not of the search: it was not authorized for that kind of data.
    private static readonly string[] AuthorizationCodes = ["59204", "59022"];

    private static readonly Dictionary<string, string> Platforms = new()
    {
        ["epic"] = "epic", ["athena"] = "athenahealth", ["eclinicalworks"] = "eclinicalworks", ["drchrono"] = "drchrono", ["cigna"] = "cigna", ["humana"] = "humana",
    };

    public static IEnumerable<TheoryDataRow<string, string>> Searches(bool accepted)
    {
        if (!TestData.IsPresent)
        {
            return [new("", "") { Skip = TestData.MissingMessage }];
        }

        using var index = JsonDocument.Parse(File.ReadAllText(TestData.PathOf("examples", "wire-recorded", "index.json")));
        return [.. from entry in index.RootElement.EnumerateArray()
            let vendor = entry.GetProperty("vendor").GetString()!
            where Platforms.ContainsKey(vendor)
            let url = new Uri(entry.GetProperty("url").GetString()!)
            where url.Query.Length > 0 && !url.Query.Contains("sessionID=")   // a page link is followed as it is and never judged
            let status = entry.GetProperty("status").GetInt32()
            where accepted ? status == 200 : status is 400 or 403 && IsAboutTheSearch(entry)
            select new TheoryDataRow<string, string>(Platforms[vendor], url.AbsolutePath[(url.AbsolutePath.LastIndexOf('/') + 1)..] + url.Query)];
    }

    [Theory]
    [MemberData(nameof(Searches), true)]
    public void SearchThatTheServerAnswered_IsNotRefused(string platform, string search)
    {
        var verdicts = BuiltInPlatforms.Judge(platform).JudgeRequest("GET", search);

        Assert.DoesNotContain(verdicts, verdict => verdict.Support == CapabilitySupport.Unsupported);
    }

    [Theory]
    [MemberData(nameof(Searches), false)]
    public void SearchThatTheServerRefused_IsRefused(string platform, string search)
    {
        var verdicts = BuiltInPlatforms.Judge(platform).JudgeRequest("GET", search);

        Assert.Contains(verdicts, verdict => verdict.Support == CapabilitySupport.Unsupported);
    }

    private static bool IsAboutTheSearch(JsonElement entry)
    {
        var body = File.ReadAllText(TestData.PathOf("examples", "wire-recorded", entry.GetProperty("file").GetString()!));
        return !AuthorizationCodes.Any(code => body.Contains('"' + code + '"')) && !body.Contains("permission", StringComparison.OrdinalIgnoreCase);
    }
}
