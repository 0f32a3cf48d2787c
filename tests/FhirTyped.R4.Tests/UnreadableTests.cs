using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>What reading could not put into the model can be asked for without reading again.</summary>
public sealed class UnreadableTests
{
    [Theory]
    [InlineData("\"entry\":{}", "Bundle.entry")]
    [InlineData("\"entry\":\"x\"", "Bundle.entry")]
    [InlineData("\"entry\":0", "Bundle.entry")]
    [InlineData("\"entry\":[1]", "Bundle.entry")]
    [InlineData("\"entry\":[{},null]", "Bundle.entry")]
    [InlineData("\"entry\":[[]]", "Bundle.entry")]
    [InlineData("\"entry\":[{}],\"entry\":[{}]", "Bundle.entry")]
    [InlineData("\"entry\":[{}],\"entry\":null", "Bundle.entry")]
    [InlineData("\"entry\":{},\"entry\":[{}]", "Bundle.entry")]
    [InlineData("\"entry\":[null],\"entry\":[{}]", "Bundle.entry")]
    [InlineData("\"link\":{\"relation\":\"next\",\"url\":\"u\"}", "Bundle.link")]
    [InlineData("\"link\":[\"u\"]", "Bundle.link")]
    [InlineData("\"link\":[{\"relation\":\"next\",\"url\":5}]", "Bundle.link[0].url")]
    [InlineData("\"link\":[{},{\"relation\":[\"next\"],\"url\":\"u\"}]", "Bundle.link[1].relation")]
    [InlineData("\"link\":[{\"relation\":\"next\",\"url\":\"u\",\"url\":\"v\"}]", "Bundle.link[0].url")]
    [InlineData("\"entry\":[{},{\"resource\":[{\"resourceType\":\"Patient\"}]}]", "Bundle.entry[1].resource")]
    [InlineData("\"entry\":[{\"resource\":\"Patient/1\"}]", "Bundle.entry[0].resource")]
    [InlineData("\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"},\"resource\":{\"resourceType\":\"Patient\"}}]", "Bundle.entry[0].resource")]
    [InlineData("\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"},\"resource\":7}]", "Bundle.entry[0].resource")]
    [InlineData("\"entry\":[{\"search\":\"match\"}]", "Bundle.entry[0].search")]
    [InlineData("\"entry\":[{\"search\":{\"mode\":1}}]", "Bundle.entry[0].search.mode")]
    [InlineData("\"entry\":[{\"fullUrl\":{}}]", "Bundle.entry[0].fullUrl")]
    [InlineData("\"entry\":[{\"response\":[]},{\"response\":{\"status\":200}}]", "Bundle.entry[1].response.status")]
    [InlineData("\"entry\":[{\"response\":{\"location\":[]}},{\"response\":{\"status\":\"200\",\"location\":[\"a\"]}}]", "Bundle.entry[1].response.location")]
    [InlineData("\"entry\":[{\"request\":{\"url\":1}}]", "Bundle.entry[0].request.url")]
    [InlineData("\"entry\":[{\"link\":[1]}]", "Bundle.entry[0].link")]
    [InlineData("\"entry\":[{\"link\":[{\"url\":1}]}]", "Bundle.entry[0].link[0].url")]
    public void FindUnreadable_NamesTheFirstPlace(string properties, string place)
    {
        var bundle = FhirJson.Read<Bundle>(Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"searchset",{{properties}}}"""));

        Assert.Equal(place, bundle.FindUnreadable());
        Assert.Equal(place, bundle.DeepClone().FindUnreadable());
    }

    [Theory]
    [InlineData("\"total\":0")]
    [InlineData("\"entry\":[],\"link\":[ ]")]
    [InlineData("\"entry\":null,\"link\":null")]
    [InlineData("\"entry\":[{}],\"other\":{}")]
    [InlineData("\"entry\":[{\"resource\":null,\"search\":null,\"fullUrl\":null}]")]
    [InlineData("\"entry\":[{\"other\":1,\"_fullUrl\":{\"extension\":[]},\"resource\":{\"resourceType\":\"Patient\",\"name\":1,\"name\":[1]}}]")]
    [InlineData("\"entry\":[{\"search\":{\"mode\":\"match\",\"score\":1e400}}],\"total\":\"1\"")]
    public void FindUnreadable_OfWhatLacksNothing_IsNull(string properties)
    {
        var bundle = FhirJson.Read<Bundle>(Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"searchset",{{properties}}}"""));

        Assert.Null(bundle.FindUnreadable());
    }

    [Fact]
    public void FindUnreadable_OfASearchset_AllocatesNothing()
    {
        var bundle = FhirJson.Read<Bundle>(AllocationTests.Searchset(100));
        Assert.Null(bundle.FindUnreadable());

        var before = GC.GetAllocatedBytesForCurrentThread();
        bundle.FindUnreadable();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // The number of issues is limited, and what the rest would have said must not be lost with them.
    [Fact]
    public void FindUnreadable_DoesNotDependOnTheNumberOfIssues()
    {
        var others = string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"x{i}\":1"));
        Assert.True(FhirJson.TryRead<Bundle>(
            Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"searchset",{{others}},"entry":[{"resource":1}]}"""), out var bundle, out var issues));

        Assert.Equal(FhirJsonOptions.DefaultMaxIssues, issues.Count);
        Assert.Equal("Bundle.entry[0].resource", bundle.FindUnreadable());
    }

    [Fact]
    public void IsUnreadable_TellsOfAnyElement()
    {
        var outcome = FhirJson.Read<OperationOutcome>("""{"resourceType":"OperationOutcome","issue":{"severity":"error","code":"x"},"text":null,"meta":{"versionId":7},"other":1}"""u8);

        Assert.True(outcome.IsUnreadable("issue"));
        Assert.True(outcome.Meta!.IsUnreadable("versionId"));
        Assert.False(outcome.IsUnreadable("text"));
        Assert.False(outcome.IsUnreadable("other"));
        Assert.False(outcome.IsUnreadable("meta"));
        Assert.False(new Patient().IsUnreadable("name"));
        Assert.Throws<ArgumentException>(() => outcome.IsUnreadable(""));
    }
}
