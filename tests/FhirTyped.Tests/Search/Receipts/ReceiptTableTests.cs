using FhirTyped.Capabilities;
using FhirTyped.Receipts;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>Tries every pair of the table in docs/notes/receipts.md.</summary>
public sealed class ReceiptTableTests
{
    private const string Base = "https://fhir.example.org/r4/";

    public static TheoryData<string, string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string, string>();
            foreach (var line in File.ReadLines(Path.Combine(TestFiles.RepositoryRoot, "docs", "notes", "receipts.md")))
            {
                var cells = line.Replace(@"\|", "\0", StringComparison.Ordinal).Split('|');
                if (cells is [_, var verdict, var type, var sent, var self, _, _] && verdict.Trim() is "V" or "D" or "U")
                {
                    pairs.Add(verdict.Trim(), type.Trim(), Text(sent), Text(self));
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pair_HasItsVerdict(string verdict, string type, string sent, string self)
    {
        var receipt = new SelfLinkComparison(SearchQuery.Parse(type, sent), Base).Compare([self]) ?? SearchReceipt.Unverifiable;
        Assert.Equal(verdict, receipt.Status.ToString()[..1]);
        Assert.Equal(verdict == "D", receipt.Dropped.Count + receipt.Added.Count > 0);
    }

    [Fact]
    public void Table_HasAtLeast120PairsAndNoneTwice()
    {
        Assert.True(Pairs.Count >= 120, $"{Pairs.Count} pairs");
        Assert.Equal(Pairs.Count, Pairs.Select(static row => (row.Data.Item2, row.Data.Item3, row.Data.Item4)).Distinct().Count());
    }

    private static string Text(string cell)
    {
        var text = cell.Trim().Trim('`').Replace('\0', '|');
        return text.Replace("…/", Base, StringComparison.Ordinal).Replace("…", Base.TrimEnd('/'), StringComparison.Ordinal);
    }
}
