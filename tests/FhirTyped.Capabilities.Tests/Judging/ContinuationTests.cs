using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>The address of a further page is the server's own and no search.</summary>
public sealed class ContinuationTests
{
    private const string Rules = """
        { "paging_parameters": ["_getpages"], "source": "wire" },
        { "resource": "Observation", "paging_parameters": ["page", "-pageContext", "session.id"], "source": "wire" },
        { "resource": "Observation", "requires_one_of": [["code"]], "source": "manual" }
        """;

    private static readonly CapabilityJudge Ward = Judge(Resource("Observation", "code/token") + ", " + Resource("Patient"), rules: Rules);

    [Theory]
    [InlineData("GET", "?_getpages=1-2-3&_getpagesoffset=10&_count=10&_bundletype=searchset", "Supported")]
    [InlineData("GET", "Observation?page=2", "Supported")]
    [InlineData("GET", "Observation?-pageContext=abc&whatever=1", "Supported")]
    [InlineData("GET", "Observation?session.id=abc", "Supported")]
    [InlineData("GET", "Observation?_getpages=abc", "Supported")]
    [InlineData("HEAD", "Observation?page=2", "Supported")]
    [InlineData("GET", "Observation?page=", "Unsupported FHT1205 FHT1003 FHT1101")]
    [InlineData("GET", "Observation?pages=2", "Unsupported FHT1003 FHT1101")]
    [InlineData("GET", "Patient?page=2", "Unsupported FHT1003")]
    [InlineData("GET", "?page=2", "Unsupported FHT1002")]
    [InlineData("GET", "Slot?_getpages=2", "Unsupported FHT1001")]
    [InlineData("GET", "Smith?_getpages=2", "Unsupported FHT1001")]
    [InlineData("DELETE", "Observation?page=2", "Unsupported FHT1002")]
    public void Request_WithAPagingParameter_IsNoSearch(string method, string url, string expected) => Assert.Equal(expected, Ward.Verdict(method, url));

    [Fact]
    public void Search_IsJudgedAllTheSame()
    {
        // Whoever builds a search by a paging parameter does not follow a link.
        var verdicts = Ward.JudgeSearch(SearchQuery.Parse("Observation", "page=2"));

        Assert.Equal([CapabilityIds.SearchParameter, CapabilityIds.RequiredCombination], verdicts.Select(static verdict => verdict.Id));
    }

    [Fact]
    public void PagingParameters_AreThoseOfTheTypeAndOfAll()
    {
        Assert.Equal(["_getpages", "page", "-pageContext", "session.id"], Ward.PagingParameters("Observation"));
        Assert.Equal(["_getpages"], Ward.PagingParameters(""));
    }
}
