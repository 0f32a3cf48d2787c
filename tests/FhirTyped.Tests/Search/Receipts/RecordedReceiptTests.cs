using FhirTyped.Receipts;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>Receipts against what vendors' sandboxes really answered: none of these answers was wrong. The figures are in docs/notes/receipts.md.</summary>
public sealed class RecordedReceiptTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(RecordedAnswer.Own, 16)]
    [InlineData(RecordedAnswer.Vendors, 80)]
    public void EveryRecordedSelfLink_ConfirmsItsSearch(string folder, int atLeast)
    {
        RecordedAnswer.SkipUnlessPresent(folder);
        var verified = 0;
        foreach (var answer in RecordedAnswer.All(folder))
        {
            var receipt = new SelfLinkComparison(answer.Search, answer.BaseUrl).Compare(SearchLinks.FindAll(answer.Page, "self"), answer.IsFurtherPage);
            Assert.True(receipt is null or { Status: SearchReceiptStatus.Verified }, $"{answer.Vendor} {answer.Search.ResourceType}: {receipt}");
            verified += receipt is null ? 0 : 1;
        }

        output.WriteLine($"{verified} verified");
        Assert.True(verified >= atLeast, $"{verified} verified");
    }

    [Theory]
    [InlineData(RecordedAnswer.Own, 10)]
    [InlineData(RecordedAnswer.Vendors, 1_000)]
    public void EveryRecordedMatch_AgreesWithItsSearch(string folder, int atLeast)
    {
        RecordedAnswer.SkipUnlessPresent(folder);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var matches = 0;
        foreach (var answer in RecordedAnswer.All(folder))
        {
            var reader = new MatchCheckReader(answer.Search.ResourceType, answer.BaseUrl);
            var checks = answer.Search.Criteria.Where(static criterion => criterion.IsFilter)
                .Select(criterion => reader.FindPatient(criterion) ?? reader.FindOther(criterion)).OfType<MatchCheck>().ToList();
            foreach (var entry in answer.Page.Entry)
            {
                if (entry.Resource is not { } match || match.TypeName != answer.Search.ResourceType)
                {
                    continue;
                }

                matches++;
                foreach (var check in checks)
                {
                    var proof = check.Look(match, _ => false);
                    Assert.True(proof != MatchProof.Contradicted, $"{answer.Vendor} {answer.Search.ResourceType}: {check.Name}");
                    var key = $"{(check.IsOfPatient ? "patient" : "other")} {proof}";
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
            }
        }

        output.WriteLine($"{matches} matches");
        foreach (var (key, count) in counts)
        {
            output.WriteLine($"{key}: {count}");
        }

        Assert.True(counts["patient Proven"] > atLeast);
    }
}
