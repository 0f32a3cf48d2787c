using System.Net;
using FhirTyped.Capabilities;

namespace FhirTyped.Tests.Search;

/// <summary>What a search is made of tells its names as text, and no values: such text ends in logs.</summary>
public sealed class NoValuesInTextTests
{
    private const string Value = "Mustermann";

    [Fact]
    public void NoText_HoldsAValue()
    {
        var client = FakeServer.Client(FakeServer.Never, out _, static options => options.AccessToken = static _ => new(Value));
        var search = client.Patient.Search(q => q.Family.Exactly(Value).Identifier.Is("urn:x", Value));
        var query = SearchQuery.Parse("Patient", "family=" + Value + "&identifier:of-type=x|" + Value + "&" + Value + "%20?=1");
        object[] all =
        [
            search, search.Request, search.Request.Criteria, query, query.Criteria[0], query.Criteria[2], query.Criteria[0].Values[0], client, client.Exchange.Options,
            new SearchToken("urn:x", Value), new QuantitySearchValue(815, "urn:x", Value),
            new FhirRequest(HttpMethod.Get, new Uri("https://x/Patient/" + Value), "GET Patient") { IfNoneExist = Value },
            new FhirAnswer(HttpStatusCode.OK, new R4.Patient { Id = Value }, Value, new FhirLocation("Patient", Value, Value)), new FhirLocation("Patient", Value, Value),
        ];

        Assert.All(all, static text => Assert.DoesNotContain(Value, text.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("815", all[10].ToString(), StringComparison.Ordinal);
        Assert.Equal("SearchQuery of Patient: family:exact, identifier", search.Request.Criteria.ToString());
    }
}
