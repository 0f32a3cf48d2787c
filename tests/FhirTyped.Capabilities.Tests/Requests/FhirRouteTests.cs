namespace FhirTyped.Capabilities.Tests.Requests;

public sealed class FhirRouteTests
{
    [Theory]
    [InlineData("GET", "Patient/p1", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("HEAD", "Patient/p1", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("get", "Patient/p1", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("GET", "/Patient/p1", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("GET", "Patient/p1/", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("GET", "/Patient/p1/", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("GET", "Patient/p1?_format=json", FhirRouteKind.Read, "Patient", "p1", "", "", "", "_format=json")]
    [InlineData("GET", "Patient/a.B-1_x", FhirRouteKind.Read, "Patient", "a.B-1_x")]
    [InlineData("GET", "Patient/%70%31", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("GET", "%50atient/p1", FhirRouteKind.Read, "Patient", "p1")]
    [InlineData("GET", "Patient/%6a%6B", FhirRouteKind.Read, "Patient", "jk")]
    [InlineData("GET", "Obsrvation/1", FhirRouteKind.Read, "Obsrvation", "1")]
    [InlineData("GET", "Patient/metadata", FhirRouteKind.Read, "Patient", "metadata")]
    [InlineData("GET", "Patient/p1/_history/3", FhirRouteKind.VRead, "Patient", "p1", "3")]
    [InlineData("HEAD", "Patient/p1/_history/3", FhirRouteKind.VRead, "Patient", "p1", "3")]
    [InlineData("GET", "Patient/p1/_history", FhirRouteKind.HistoryInstance, "Patient", "p1")]
    [InlineData("GET", "Patient/p1/_history?_since=2026", FhirRouteKind.HistoryInstance, "Patient", "p1", "", "", "", "_since=2026")]
    [InlineData("GET", "Patient/_history", FhirRouteKind.HistoryType, "Patient")]
    [InlineData("GET", "_history", FhirRouteKind.HistorySystem)]
    [InlineData("POST", "Patient", FhirRouteKind.Create, "Patient")]
    [InlineData("POST", "Patient/", FhirRouteKind.Create, "Patient")]
    [InlineData("POST", "Patient?_format=json", FhirRouteKind.Create, "Patient", "", "", "", "", "_format=json")]
    [InlineData("PUT", "Patient/p1", FhirRouteKind.Update, "Patient", "p1")]
    [InlineData("PUT", "Patient?identifier=a", FhirRouteKind.ConditionalUpdate, "Patient", "", "", "", "", "identifier=a")]
    [InlineData("PATCH", "Patient/p1", FhirRouteKind.Patch, "Patient", "p1")]
    [InlineData("PATCH", "Patient?identifier=a", FhirRouteKind.ConditionalPatch, "Patient", "", "", "", "", "identifier=a")]
    [InlineData("DELETE", "Patient/p1", FhirRouteKind.Delete, "Patient", "p1")]
    [InlineData("DELETE", "Patient?identifier=a", FhirRouteKind.ConditionalDelete, "Patient", "", "", "", "", "identifier=a")]
    [InlineData("DELETE", "/Patient/?identifier=a", FhirRouteKind.ConditionalDelete, "Patient", "", "", "", "", "identifier=a")]
    [InlineData("GET", "Patient", FhirRouteKind.SearchType, "Patient")]
    [InlineData("GET", "Patient?family=a?b", FhirRouteKind.SearchType, "Patient", "", "", "", "", "family=a?b")]
    [InlineData("GET", "Patient?family=%23%2F", FhirRouteKind.SearchType, "Patient", "", "", "", "", "family=%23%2F")]
    [InlineData("POST", "Patient/_search", FhirRouteKind.SearchType, "Patient")]
    [InlineData("POST", "Patient/_search?gender=male", FhirRouteKind.SearchType, "Patient", "", "", "", "", "gender=male")]
    [InlineData("GET", "Patient/p1/Observation?code=a", FhirRouteKind.SearchCompartment, "Observation", "p1", "", "Patient", "", "code=a")]
    [InlineData("GET", "Patient/p1/*", FhirRouteKind.SearchCompartment, "", "p1", "", "Patient")]
    [InlineData("POST", "Patient/p1/Observation/_search", FhirRouteKind.SearchCompartment, "Observation", "p1", "", "Patient")]
    [InlineData("POST", "Patient/p1/_search", FhirRouteKind.SearchCompartment, "", "p1", "", "Patient")]
    [InlineData("GET", "", FhirRouteKind.SearchSystem)]
    [InlineData("GET", "/", FhirRouteKind.SearchSystem)]
    [InlineData("GET", "?_type=Patient", FhirRouteKind.SearchSystem, "", "", "", "", "", "_type=Patient")]
    [InlineData("POST", "_search", FhirRouteKind.SearchSystem)]
    [InlineData("POST", "", FhirRouteKind.Batch)]
    [InlineData("POST", "/", FhirRouteKind.Batch)]
    [InlineData("GET", "$export", FhirRouteKind.Operation, "", "", "", "", "export")]
    [InlineData("POST", "Patient/$match", FhirRouteKind.Operation, "Patient", "", "", "", "match")]
    [InlineData("GET", "Patient/%24match", FhirRouteKind.Operation, "Patient", "", "", "", "match")]
    [InlineData("GET", "Patient/p1/$everything", FhirRouteKind.Operation, "Patient", "p1", "", "", "everything")]
    [InlineData("GET", "Patient/p1/_history/3/$meta", FhirRouteKind.Operation, "Patient", "p1", "3", "", "meta")]
    [InlineData("GET", "metadata", FhirRouteKind.Capabilities)]
    [InlineData("HEAD", "metadata?mode=full", FhirRouteKind.Capabilities, "", "", "", "", "", "mode=full")]
    [InlineData("GET", ".well-known/smart-configuration", FhirRouteKind.SmartConfiguration)]
    public void ARequestOfFhir_IsRead(
        string method, string url, FhirRouteKind kind, string type = "", string id = "", string version = "", string compartment = "", string operation = "", string query = "")
    {
        var route = FhirRoute.Parse(method, url);

        Assert.Equal((kind, type, id, version, compartment, operation, query, ""),
            (route.Kind, route.ResourceType, route.Id, route.VersionId, route.Compartment, route.Operation, route.Query, route.Problem));
        Assert.NotEqual("", kind.ToCode());
    }

    [Theory]
    // Two ways to understand them.
    [InlineData("GET", "//")]
    [InlineData("GET", "//Patient")]
    [InlineData("GET", "Patient//p1")]
    [InlineData("GET", "Patient/p1//")]
    [InlineData("GET", "Patient/./p1")]
    [InlineData("GET", "Patient/../Observation")]
    [InlineData("GET", "Patient/%2e%2e/Observation")]
    [InlineData("GET", "Patient/p1%2F_history")]
    [InlineData("GET", "Patient%2Fp1")]
    [InlineData("GET", "Patient/%2570")]
    [InlineData("GET", "Patient/%7")]
    [InlineData("GET", "Patient/%zz")]
    [InlineData("GET", "Patient/%ff")]
    [InlineData("GET", "Patient/%00")]
    [InlineData("GET", "Patient/p1%0D%0AX: y")]
    [InlineData("GET", "Patient/p1#top")]
    [InlineData("GET", "Patient?family=a#b")]
    // No ids.
    [InlineData("GET", "Patient/_id")]
    [InlineData("GET", "Patient/...")]
    [InlineData("GET", "Patient/p 1")]
    [InlineData("GET", "Patient/p+1")]
    [InlineData("GET", "Patient/p\u00e4")]
    [InlineData("PUT", "Patient/_history")]
    [InlineData("DELETE", "Patient/_history")]
    [InlineData("GET", "Patient/p1/_history/W%2F%223%22")]
    [InlineData("GET", "Patient/p1/_history/_history")]
    // No addresses of FHIR.
    [InlineData("GET", "nonsense")]
    [InlineData("GET", "patient/p1")]
    [InlineData("GET", "Pat ient/p1")]
    [InlineData("GET", "http://example.org/fhir/Patient/p1")]
    [InlineData("GET", "metadata/p1")]
    [InlineData("GET", ".well-known")]
    [InlineData("GET", "_history/p1")]
    [InlineData("GET", "Patient/p1/name")]
    [InlineData("GET", "Patient/p1/Observation/o1")]
    [InlineData("GET", "Patient/p1/_history/3/4")]
    [InlineData("GET", "$")]
    [InlineData("GET", "$..")]
    [InlineData("GET", "$export/p1")]
    [InlineData("GET", "Patient/$match/p1")]
    // Methods that FHIR does not have there.
    [InlineData("GET", "Patient/_search")]
    [InlineData("GET", "_search")]
    [InlineData("PUT", "Patient")]
    [InlineData("PUT", "Patient?")]
    [InlineData("DELETE", "Patient")]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "?identifier=a")]
    [InlineData("PATCH", "Patient")]
    [InlineData("POST", "Patient/p1")]
    [InlineData("POST", "Patient/p1/_history")]
    [InlineData("PUT", "Patient/p1/_history/3")]
    [InlineData("PUT", "Patient/p1/Observation")]
    [InlineData("DELETE", "Patient/$match")]
    [InlineData("POST", "metadata")]
    [InlineData("OPTIONS", "")]
    [InlineData("TRACE", "Patient/p1")]
    [InlineData("", "Patient/p1")]
    [InlineData("GETX", "Patient/p1")]
    public void WhatIsNoRequestOfFhir_IsToldWithItsReason(string method, string url)
    {
        var route = FhirRoute.Parse(method, url);

        Assert.Equal(FhirRouteKind.None, route.Kind);
        Assert.NotEqual("", route.Problem);
        Assert.Equal("", route.Kind.ToCode());
    }

    [Theory]
    [InlineData("GET", "Patient?family=a#b", "fragment")]
    [InlineData("GET", "Patient//p1", "empty")]
    [InlineData("GET", "//", "empty")]
    [InlineData("GET", "Patient/../Observation", "'..'")]
    [InlineData("GET", "Patient/%2E/Observation", "'..'")]
    [InlineData("GET", "Patient/%ff", "percent-encoded")]
    [InlineData("GET", "Patient/p1%2F_history", "no id")]
    [InlineData("GET", "Patient/p1/_history/a%2Fb", "no version")]
    [InlineData("GET", "nonsense", "no such address")]
    [InlineData("PUT", "Patient", "no such method")]
    public void TheReason_IsTheOneThatHolds(string method, string url, string reason) => Assert.Contains(reason, FhirRoute.Parse(method, url).Problem);

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(0, false)]
    public void AnId_HasAtMost256Characters(int length, bool isId)
    {
        var id = new string('7', length);

        Assert.Equal(isId, FhirRoute.IsId(id));
        Assert.Equal(isId, FhirRoute.Parse("PUT", "Patient/" + id).Kind == FhirRouteKind.Update);
    }

    [Fact]
    public void NoProblem_RepeatsAnythingOfTheAddress()
    {
        string[] addresses = ["Patient/Zq 1", "Patient/p1/Zq/1", "Patient//Zq", "Zq#1", "Zq/%", "zq", "Patient/p1/_history/Zq 1"];

        Assert.All(addresses, static address => Assert.DoesNotContain("zq", FhirRoute.Parse("GET", address).Problem, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void ItsText_HoldsNoIdAndNoValue() =>
        Assert.Equal("search-compartment Observation", FhirRoute.Parse("GET", "Patient/p1/Observation?code=a").ToString());

    [Fact]
    public void RandomAddresses_AreReadTheSameAfterEncoding()
    {
        string[] parts = ["Patient", "Observation", "p1", "_history", "_search", "$everything", "*", "..", "", "metadata", "a%b", "\u00e4", "x y", "#", "\ud83d"];
        string[] methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "LINK"];
        var random = new Random(11);
        for (var i = 0; i < 5_000; i++)
        {
            var path = Enumerable.Range(0, random.Next(0, 6)).Select(_ => parts[random.Next(parts.Length)]).ToArray();
            var method = methods[random.Next(methods.Length)];
            var route = FhirRoute.Parse(method, string.Join('/', path));
            var encoded = FhirRoute.Parse(method, string.Join('/', path.Select(EncodeAll)));

            // What is read from an address as it stands is what is read from it with every character encoded.
            if (route.Kind != FhirRouteKind.None)
            {
                Assert.Equal(route, encoded);
            }
        }
    }

    private static string EncodeAll(string part) =>
        string.Concat(System.Text.Encoding.UTF8.GetBytes(part).Select(static value => "%" + value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
}
