using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Platforms;

/// <summary>What servers really answered is the judge's judge.</summary>
public sealed class RecordedTrafficTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string, string>> Searches(SearchAnswer answer) =>
        !TestFiles.IsPresent
            ? [new("", "") { Skip = TestFiles.MissingMessage }]
            : from search in RecordedSearch.OfRecordings().Concat(RecordedSearch.OfEvidence()).DistinctBy(static search => (search.Platform, search.Search))
              where search.Answer == answer
              select new TheoryDataRow<string, string>(search.Platform, search.Search);

    [Theory]
    [MemberData(nameof(Searches), SearchAnswer.Given)]
    public void SearchThatTheServerAnswered_IsNotRefused(string platform, string search)
    {
        var verdicts = BuiltInPlatforms.Judge(platform).JudgeRequest("GET", search);

        Assert.DoesNotContain(verdicts, verdict => verdict.Support == CapabilitySupport.Unsupported);
    }

    /// <summary>The values of real searches are of real bindings: a finding among them would be a wrong one.</summary>
    [Fact]
    public void SearchThatTheServerAnswered_HasNoImpossibleValue()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var answered = RecordedSearch.OfRecordings().Where(static search => search.Answer == SearchAnswer.Given).ToList();

        var found = answered.SelectMany(static search => BuiltInPlatforms.Judge(search.Platform).JudgeRequest("GET", search.Search))
            .Where(static verdict => verdict.Id == CapabilityIds.ImpossibleValue);

        output.WriteLine($"{answered.Count} searches");
        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Searches), SearchAnswer.Refused)]
    public void SearchThatTheServerRefused_IsRefused(string platform, string search)
    {
        var verdicts = BuiltInPlatforms.Judge(platform).JudgeRequest("GET", search);

        Assert.Contains(verdicts, verdict => verdict.Support == CapabilitySupport.Unsupported);
    }

    [Fact]
    public void Judge_AgainstTheWire_RefusesNineOfTenRefusedAndNoneOfTheAnswered()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var recordings = RecordedSearch.OfRecordings();
        var refused = Print("recordings", recordings);
        var evidence = Print("evidence of further recordings", RecordedSearch.OfEvidence());

        Assert.InRange(refused, 0.9, 1);
        Assert.InRange(evidence, 0.9, 1);
        Assert.DoesNotContain(recordings, search => search.Answer == SearchAnswer.Given && IsRefused(search));
    }

    [Fact]
    public void SearchAcceptedSince_IsInTheNewerStatementAndNotInTheOlder()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var issues = new List<PlatformIssue>();
        var path = TestFiles.PathOf("capabilities", "epic-r4-2023-02.json");
        var older = CapabilityStatementReader.Read(path, File.ReadAllText(path), issues)!;

        Assert.NotNull(BuiltInPlatforms.Get("epic").FindResource("RelatedPerson")!.FindSearchParameter("patient"));
        Assert.Empty(older.Resources.Single(resource => resource.Type == "RelatedPerson").SearchParameters);
    }

    private static bool IsRefused(RecordedSearch search) =>
        BuiltInPlatforms.Judge(search.Platform).JudgeRequest("GET", search.Search).Any(static verdict => verdict.Support == CapabilitySupport.Unsupported);

    /// <summary>Prints the figures and what stands apart; gives the share of the refused searches that the judge refuses.</summary>
    private double Print(string title, IReadOnlyList<RecordedSearch> searches)
    {
        var refused = searches.Where(static search => search.Answer == SearchAnswer.Refused).ToList();
        var caught = refused.Count(IsRefused);
        var given = searches.Where(static search => search.Answer == SearchAnswer.Given).ToList();
        output.WriteLine($"{title}: refused for how they were asked: the judge refuses {caught} of {refused.Count} ({100.0 * caught / refused.Count:0.#} %)");
        output.WriteLine($"{title}: answered: the judge refuses {given.Count(IsRefused)} of {given.Count}");
        foreach (var search in refused.Where(static search => !IsRefused(search)))
        {
            output.WriteLine("  missed: " + search);
        }

        foreach (var search in searches.Where(static search => search.Answer == SearchAnswer.AcceptedSince))
        {
            output.WriteLine($"  accepted since: {search} ({search.SinceAccepted})");
        }

        foreach (var search in searches.Where(static search => search.Answer == SearchAnswer.NotAuthorized))
        {
            output.WriteLine("  a matter of authorization, by the outcome: " + search);
        }

        return (double)caught / refused.Count;
    }
}
