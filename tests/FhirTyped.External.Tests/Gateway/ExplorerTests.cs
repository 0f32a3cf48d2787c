using System.Text.Json.Nodes;
using FhirTyped.Platforms;
using FhirTyped.TestKit;

namespace FhirTyped.External.Tests;

/// <summary>The gateway's explorer in Chromium: each path of a person through it, by mouse and by keyboard alone.</summary>
public sealed class ExplorerTests
{
    private static readonly string[] AllViews = ["view-rows", "view-timeline", "view-numbers", "view-receipt", "view-raw", "view-code"];

    [Fact]
    public async Task What_a_platform_can_do_is_a_matrix_with_rules_and_their_sources()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("capabilities");

        var manifest = Descriptor("epic").Manifest;
        Assert.Equal(["Epic", "HAPI FHIR", "Laboratory", "Oracle Health"], Texts(seen["platforms"]));
        Assert.Equal(manifest.Resources.Count, seen["types"]!.GetValue<int>());
        Assert.StartsWith("Observation ● yes no ● yes no no ● yes ● yes no no", Text(seen["row"]), StringComparison.Ordinal);
        Assert.Equal(manifest.Resources.Where(static resource => resource.Operations.Any(static operation => operation.Name.Contains("lastn", StringComparison.Ordinal))).Select(static resource => resource.Type), Texts(seen["withLastn"]));
        Assert.StartsWith("Patient", Text(seen["detail"]), StringComparison.Ordinal);
        Assert.Equal(manifest.SearchParametersOf(manifest.FindResource("Patient")!).Keys, Texts(seen["parameters"]).Take(manifest.SearchParametersOf(manifest.FindResource("Patient")!).Count));
        Assert.Equal(manifest.Rules.Select(static rule => rule.Source), seen["rules"]!.AsArray().Select(static row => Text(row![3])));
        Assert.Contains(manifest.Origin.Describe(), Text(seen["origin"]), StringComparison.Ordinal);
        Assert.Equal("Patient?", Text(seen["written"]));
    }

    [Fact]
    public async Task Platforms_stand_side_by_side()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("compare");

        Assert.Equal(["Type", "Epic", "HAPI FHIR"], Texts(seen["two"]));
        Assert.Equal(4, Texts(seen["three"]).Count);
        Assert.Contains("Three at most", Text(seen["refused"]), StringComparison.Ordinal);
        Assert.False(seen["isFourth"]!.GetValue<bool>());
        Assert.Equal(Descriptor("hapi").Manifest.Resources.Select(static resource => resource.Type).Union(Descriptor("epic").Manifest.Resources.Select(static resource => resource.Type)).Count(), seen["all"]!.GetValue<int>());
        Assert.InRange(seen["different"]!.GetValue<int>(), 50, seen["all"]!.GetValue<int>());
        Assert.StartsWith("Search parameters of Patient that differ", Text(seen["caption"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_is_completed_and_judged_in_the_judges_words_and_nothing_is_sent()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("judge");

        var verdict = Assert.Single(Descriptor("epic").Judge.JudgeRequest("GET", "Observation?patient=erika"));
        Assert.Equal((verdict.Id, verdict.Message), (Text(seen["id"]), Text(seen["message"])));
        Assert.Equal("Add one of: _id | category | code", Text(seen["remedy"]));
        Assert.Equal("Observation?patient=erika&category=laboratory", Text(seen["corrected"]));
        Assert.Equal("Observation?patient=erika&category=laboratory", Text(seen["used"]));
        Assert.Equal("Patient?name=x", Text(seen["written"]));
        Assert.Equal("Observation?", Texts(seen["types"])[0]);
        Assert.Equal(["category="], Texts(seen["names"]));
        Assert.Contains("missing=", Texts(seen["modifiers"]));
        Assert.DoesNotContain("exact=", Texts(seen["modifiers"]));
        Assert.Equal("laboratory", Texts(seen["codes"])[0]);
        Assert.Contains("ge", Texts(seen["prefixes"]));
        Assert.Equal("Observation?category=laboratory&patient=x", Text(seen["inTheMiddle"]));
        Assert.Equal("Observation?category=lab", Text(seen["before"]));
        Assert.Empty(site.EpicRequests);
    }

    [Fact]
    public async Task An_answer_is_rows_timeline_numbers_receipt_json_and_code()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("answer");

        Assert.Equal("200 · 20 resources · receipt: verified", Text(seen["outcome"]));
        Assert.Equal(20, seen["rows"]!.GetValue<int>());
        Assert.StartsWith("Observation\t718-7-00\t2026-01-05\tHaemoglobin\t", Text(seen["first"]), StringComparison.Ordinal);
        Assert.Equal(["Haemoglobin"], Texts(seen["lanes"]));
        Assert.Equal(20, seen["dots"]!.GetValue<int>());
        Assert.Equal(["Haemoglobin"], Texts(seen["plots"]));
        Assert.StartsWith("Haemoglobin: 20 values, ", Text(seen["label"]), StringComparison.Ordinal);
        Assert.Contains("The platform says that it searched for exactly this.", Text(seen["receipt"]), StringComparison.Ordinal);
        Assert.Equal(20, JsonNode.Parse(Text(seen["copied"]))!["entry"]!.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text(seen["copied"])), JsonNode.Parse(Text(seen["raw"]))));
        Assert.Contains("client.Observation.Search(q => q\n    .Patient.Is(\"erika\")\n    .Count(20))", Text(seen["csharp"]), StringComparison.Ordinal);
        Assert.Equal($"curl --globoff '{site.Address}/api/fhir/hapi/Observation?patient=erika&_count=20'", Text(seen["curl"]));
        Assert.DoesNotContain("718-7-00", Text(seen["second"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_known_of_an_answer_is_said()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("receipts");

        Assert.StartsWith("200 · 1 resource", Text(seen["quick"]), StringComparison.Ordinal);
        Assert.StartsWith("verified", Text(seen["said"]!["receipt"]), StringComparison.Ordinal);
        Assert.Matches("^unverifiable\\s+The platform does not say what it searched for", Text(seen["unsaid"]!["receipt"]));
        Assert.Matches("^dropped\\s+The platform left a filter out", Text(seen["dropped"]!["receipt"]));
        Assert.StartsWith("502: ", Text(seen["dropped"]!["outcome"]), StringComparison.Ordinal);
        Assert.Contains("left out or changed 'name'", Assert.Single(Texts(seen["dropped"]!["issues"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Platforms_are_connected_and_disconnected()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("connect");

        Assert.StartsWith("401: ", Text(seen["before"]), StringComparison.Ordinal);
        Assert.Equal("Observation?patient=erika&category=laboratory", Text(seen["kept"]));
        Assert.Equal(0, seen["left"]!.GetValue<int>());
        Assert.StartsWith("200 · ", Text(seen["connected"]), StringComparison.Ordinal);
        Assert.StartsWith("401: ", Text(seen["after"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_path_goes_by_the_keyboard_alone()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("keyboard");

        Assert.StartsWith("Observation?", Text(seen["active"]), StringComparison.Ordinal);
        Assert.Equal("Observation?patient=erika&_count=50", Text(seen["written"]));
        Assert.StartsWith("200 · 50 resources", Text(seen["outcome"]), StringComparison.Ordinal);
        Assert.Equal(AllViews, Texts(seen["shown"]));
        Assert.StartsWith("Patient", Text(seen["detail"]), StringComparison.Ordinal);
        Assert.Equal("connect", Text(seen["end"]));
    }

    [Fact]
    public async Task What_a_record_says_stays_text()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("hostile");

        var rows = Texts(seen["rows"]);
        Assert.Equal(4, rows.Count);
        Assert.Contains("<img src=x onerror=\"window.ran=1\"><script>", rows[0], StringComparison.Ordinal);
        Assert.Contains("<b>kinds</b>", rows[3], StringComparison.Ordinal);
        Assert.Equal(0, seen["images"]!.GetValue<int>());
        Assert.False(Flag(seen["ran"]));
        Assert.InRange(seen["longest"]!.GetValue<int>(), 200, 300);
        Assert.Equal(200_000, seen["raw"]!.GetValue<int>());
        Assert.InRange(seen["whole"]!.GetValue<int>(), 3 * 1024 * 1024, 4 * 1024 * 1024);
        Assert.Equal("ltr", Text(seen["page"]));
        Assert.Equal("rtl", Text(seen["direction"]));
    }

    [Fact]
    public async Task A_thousand_rows_are_twice_the_work_of_five_hundred_and_nothing_while_somebody_types()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("thousand");

        var (half, whole) = (seen["half"]!, seen["whole"]!);
        Assert.InRange(Number(whole, "nodes") / Number(half, "nodes"), 1.8, 2.1);
        Assert.InRange(Number(whole, "nodes") / 1000, 7, 9);
        Assert.InRange(Number(whole, "largest") / Number(half, "largest"), 0.9, 1.1);
        Assert.InRange(Number(whole, "largest"), 700, 1000);
        Assert.Equal(0, seen["touched"]!.GetValue<int>());
        Assert.InRange(seen["drawn"]!.GetValue<int>(), 100, 2_500);
        Assert.InRange(seen["plotted"]!.GetValue<int>(), 100, 2_500);
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_in_light_and_dark()
    {
        await using var site = await StartAsync();

        var seen = await site.SeeAsync("axe");

        Assert.Empty(Texts(seen["found"]));
        Assert.Equal(20, seen["looked"]!.GetValue<int>());
    }

    /// <summary>With <c>FHIRTYPED_ACCEPT=1</c> the pictures of the documentation are made anew; otherwise it is looked whether they can be made, and are there.</summary>
    [Fact]
    public async Task The_pictures_of_the_documentation_can_be_made()
    {
        await using var site = await StartAsync();
        var docs = Path.Combine(TestFiles.RepositoryRoot, "docs", "images");
        var folder = Environment.GetEnvironmentVariable("FHIRTYPED_ACCEPT") == "1" ? docs : Directory.CreateTempSubdirectory("explorer").FullName;

        await site.SeeAsync("screenshots", folder);

        foreach (var picture in Directory.GetFiles(folder, "explorer-*.png"))
        {
            Assert.InRange(new FileInfo(picture).Length, 10_000, 200_000);
            Assert.True(File.Exists(Path.Combine(docs, Path.GetFileName(picture))), Path.GetFileName(picture));
        }

        Assert.Equal(4, Directory.GetFiles(folder, "explorer-*.png").Length);
        if (folder != docs)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ExplorerSite> StartAsync()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.MissingMessage);
        return await ExplorerSite.StartAsync();
    }

    private static PlatformDescriptor Descriptor(string id) => BuiltInPlatforms.All.First(platform => platform.Id == id);

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static List<string> Texts(JsonNode? node) => [.. node!.AsArray().Select(Text)];

    private static bool Flag(JsonNode? node) => node!.GetValue<bool>();

    private static double Number(JsonNode node, string name) => node[name]!.GetValue<double>();
}
