using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Receipts;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>What the client holds against matches: somebody else's data is never given, and nothing that may be right is refused.</summary>
public sealed class MatchVerificationTests
{
    private const string Base = "https://fhir.example.org/r4/";

    [Fact]
    public async Task MatchOfAnotherPatient_ThrowsBeforeAnythingOfItsPageIsGiven()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", Page(request.Target, null, Observation("o1", "Patient/p1"), Observation("o2", "Patient/p2"))));
        var given = 0;
        var exception = await Assert.ThrowsAsync<FhirContentMismatchException>(async () =>
        {
            await foreach (var observation in WireClient.Of(server).Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7")))
            {
                given++;
            }
        });
        Assert.Equal(0, given);
        Assert.Equal(["patient"], exception.Receipt.ContentMismatch);
        Assert.Equal(SearchReceiptStatus.ContentMismatch, exception.Receipt.Status);
        Assert.DoesNotContain("p2", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("o2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MatchOfAnotherPatient_OnAFurtherPage_ThrowsThere()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", request.Target.Contains("page=2", StringComparison.Ordinal)
            ? Page(request.Target, null, Observation("o2", "Patient/p2"))
            : Page(request.Target, "Observation?page=2", Observation("o1", "Patient/p1"))));
        var ids = new List<string?>();
        await Assert.ThrowsAsync<FhirContentMismatchException>(async () =>
        {
            await foreach (var observation in WireClient.Of(server).Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7")))
            {
                ids.Add(observation.Id);
            }
        });
        Assert.Equal(["o1"], ids);
    }

    [Theory]
    [InlineData("http://internal:8080/x/Observation?patient=p1&code=718-7", "", "http://internal:8080/x/Patient/p2", true)]
    [InlineData("Observation?patient=p1&code=718-7", "http://internal:8080/x/Observation/o2", "http://internal:8080/x/Patient/p2", true)]
    [InlineData("Observation?patient=p1&code=718-7", "http://internal:8080/x/Observation/o2", "http://elsewhere:8080/x/Patient/p2", false)]
    [InlineData("http://internal:8080/x/Observation?patient=p1&code=718-7", "", "http://internal:8080/x/Patient/p1", false)]
    public async Task AddressOfAnotherPatient_CountsWhereItIsOfThisServer(string self, string fullUrl, string subject, bool throws)
    {
        var entry = "{" + (fullUrl.Length > 0 ? $"\"fullUrl\":\"{fullUrl}\"," : "") + "\"resource\":" + Observation("o2", subject) + ",\"search\":{\"mode\":\"match\"}}";
        await using var server = RawServer.Start(RawAnswer.Of("200 OK",
            """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":""" + "\"" + self + "\"}],\"entry\":[" + entry + "]}"));
        var search = WireClient.Of(server).Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7"));
        if (throws)
        {
            await Assert.ThrowsAsync<FhirContentMismatchException>(() => search.FirstPageAsync());
        }
        else
        {
            Assert.Single((await search.FirstPageAsync()).Matches);
        }
    }

    [Fact]
    public async Task AnotherId_Throws()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", Page(request.Target, null, """{"resourceType":"Patient","id":"p2"}""")));
        var exception = await Assert.ThrowsAsync<FhirContentMismatchException>(() => ((IFhirPlatformClient)WireClient.Of(server)).Search("Patient?_id=p1").FirstPageAsync());
        Assert.Equal(["_id"], exception.Receipt.ContentMismatch);
    }

    [Fact]
    public async Task None_GivesWhateverTheServerGives()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", Page(request.Target, null, Observation("o2", "Patient/p2"))));
        var client = WireClient.Of(server, static o => o.VerifyMatches = MatchVerification.None);
        var page = await client.Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7")).FirstPageAsync();
        Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status);
        Assert.Single(page.Matches);
    }

    [Fact]
    public async Task Included_IsNotHeldAgainstTheSearch()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", 
            """{"resourceType":"Bundle","type":"searchset","entry":[{"resource":""" + Observation("o1", "Patient/p1") + ""","search":{"mode":"match"} },{"resource":"""
            + Observation("o2", "Patient/p2") + ""","search":{"mode":"include"} }]}"""));
        var page = await WireClient.Of(server).Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7")).FirstPageAsync();
        Assert.Single(page.Matches);
        Assert.Single(page.AllIncluded);
    }

    [Fact]
    public async Task FilterThatTheServerAdmitsToHaveLeftOut_IsNotHeldAgainstMatches_WhereThatIsAllowed()
    {
        await using var server = RawServer.Start(static _ => RawAnswer.Of("200 OK", Page("/fhir/Observation", null, Observation("o2", "Patient/p2"))));
        var client = WireClient.Of(server, static o => o.DroppedFilters = DroppedFilterHandling.Allow);
        var page = await client.Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7")).FirstPageAsync();
        Assert.Equal(SearchReceiptStatus.Dropped, page.Receipt.Status);
        Assert.Single(page.Matches);
    }

    [Fact]
    public async Task All_TellsWhatElseMatchesContradict()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", Page(request.Target, null, Observation("o1", "Patient/p1"))));
        var client = WireClient.Of(server, static o => o.VerifyMatches = MatchVerification.All);
        var page = await client.Observation.Search(q => q.Patient.Is("p1").Where("code", "4548-4")).FirstPageAsync();
        Assert.Equal(["code"], page.Receipt.ContentMismatch);
        Assert.Equal(SearchReceiptStatus.ContentMismatch, page.Receipt.Status);
        Assert.Single(page.Matches);
        page = await client.Observation.Search(q => q.Patient.Is("p1").Where("code", "718-7")).FirstPageAsync();
        Assert.Empty(page.Receipt.ContentMismatch);
        Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status);
    }

    [Fact]
    public async Task All_SaysNothingOfWhatWasFetchedInPart()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", Page(request.Target, null, Observation("o1", "Patient/p1"))));
        var client = WireClient.Of(server, static o => o.VerifyMatches = MatchVerification.All);
        var page = await client.Observation.Search(q => q.Patient.Is("p1").Where("code", "4548-4").Elements("status")).FirstPageAsync();
        Assert.Empty(page.Receipt.ContentMismatch);
    }

    [Theory]
    [InlineData("patient=p1", """{"reference":"Patient/p1"}""", "Proven")]
    [InlineData("patient=Patient/p1", """{"reference":"Patient/p1/_history/3"}""", "Proven")]
    [InlineData("patient=p1", """{"reference":"https://fhir.example.org/r4/Patient/p1"}""", "Proven")]
    [InlineData("patient=p1", """{"reference":"http://internal:8080/x/Patient/p1"}""", "Proven")]
    [InlineData("subject=Patient/p1", """{"reference":"Patient/p1"}""", "Proven")]
    [InlineData("subject:Patient=p1", """{"reference":"Patient/p1"}""", "Proven")]
    [InlineData("patient=p1,p2", """{"reference":"Patient/p2"}""", "Proven")]
    [InlineData("patient=https://fhir.example.org/r4/Patient/p1", """{"reference":"Patient/p1"}""", "Proven")]
    [InlineData("patient=p1", """{"reference":"Patient/p2"}""", "Contradicted")]
    [InlineData("patient=p1", """{"reference":"Patient/p2/_history/1"}""", "Contradicted")]
    [InlineData("patient=p1", """{"reference":"https://fhir.example.org/r4/Patient/p2"}""", "Contradicted")]
    [InlineData("patient=p1", """{"reference":"https://self.example.org/Patient/p2"}""", "Contradicted")]
    [InlineData("subject=Patient/p1", """{"reference":"Patient/p2"}""", "Contradicted")]
    [InlineData("patient=p1,p3", """{"reference":"Patient/p2"}""", "Contradicted")]
    [InlineData("patient=p1", """{"reference":"http://internal:8080/x/Patient/p2"}""", "Unknown")]
    [InlineData("patient=p1", """{"reference":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520"}""", "Unknown")]
    [InlineData("patient=p1", """{"reference":"#p"}""", "Unknown")]
    [InlineData("patient=p1", """{"reference":"p2"}""", "Unknown")]
    [InlineData("patient=p1", """{"reference":"Patient/P1"}""", "Unknown")]
    [InlineData("patient=p1", """{"reference":"Group/g1"}""", "Unknown")]
    [InlineData("patient=p1", """{"identifier":{"system":"urn:s","value":"2"}}""", "Unknown")]
    [InlineData("patient=p1", """{"display":"Somebody"}""", "Unknown")]
    [InlineData("patient=p1", """{"type":"Patient"}""", "Unknown")]
    public void Reference_IsReadInEachForm(string query, string subject, string expected) => Assert.Equal(
        expected, Look("Observation", query, $$"""{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"x"},"subject":{{subject}}}""").ToString());

    [Theory]
    [InlineData("Observation", "patient=p1", """{"resourceType":"Observation","id":"o1"}""", "Unknown")]
    [InlineData("Observation", "performer=Patient/p1", """{"resourceType":"Observation","performer":[{"reference":"Practitioner/d1"},{"reference":"Patient/p1"}]}""", "Proven")]
    [InlineData("Observation", "performer=Patient/p1", """{"resourceType":"Observation","performer":[{"reference":"Practitioner/d1"}]}""", "Unknown")]
    [InlineData("Appointment", "patient=p1", """{"resourceType":"Appointment","participant":[{"actor":{"reference":"Practitioner/d1"}},{"actor":{"reference":"Patient/p1"}}]}""", "Proven")]
    [InlineData("Appointment", "patient=p1", """{"resourceType":"Appointment","participant":[{"actor":{"reference":"Practitioner/d1"}},{"actor":{"reference":"Patient/p2"}}]}""", "Contradicted")]
    [InlineData("Appointment", "patient=p1", """{"resourceType":"Appointment","participant":[{"actor":{"display":"Ann"}},{"actor":{"reference":"Patient/p2"}}]}""", "Unknown")]
    [InlineData("Coverage", "beneficiary=p1", """{"resourceType":"Coverage","beneficiary":{"reference":"Patient/p2"}}""", "Contradicted")]
    [InlineData("Coverage", "patient=p1", """{"resourceType":"Coverage","beneficiary":{"reference":"Patient/p2"}}""", "Contradicted")]
    [InlineData("AllergyIntolerance", "patient=p1", """{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/p2"}}""", "Contradicted")]
    [InlineData("MedicationRequest", "patient=p1", """{"resourceType":"MedicationRequest","subject":{"reference":"Patient/p2"}}""", "Contradicted")]
    [InlineData("Group", "member=Patient/p1", """{"resourceType":"Group","member":[{"entity":{"reference":"Patient/p2"}}]}""", "Contradicted")]
    [InlineData("Patient", "_id=p1", """{"resourceType":"Patient","id":"p1"}""", "Proven")]
    [InlineData("Patient", "_id=p1,p2", """{"resourceType":"Patient","id":"p2"}""", "Proven")]
    [InlineData("Patient", "_id=Patient/p1", """{"resourceType":"Patient","id":"p1"}""", "Proven")]
    [InlineData("Patient", "_id=p1", """{"resourceType":"Patient","id":"p2"}""", "Contradicted")]
    [InlineData("Patient", "_id=p1", """{"resourceType":"Patient","id":"P1"}""", "Unknown")]
    [InlineData("Patient", "_id=p1", """{"resourceType":"Patient"}""", "Unknown")]
    public void Criterion_OfEachType(string type, string query, string match, string expected) => Assert.Equal(expected, Look(type, query, match).ToString());

    [Theory]
    [InlineData("Observation", "subject=p1")]
    [InlineData("Observation", "subject=Group/g1")]
    [InlineData("Observation", "patient:identifier=urn:s%7C1")]
    [InlineData("Observation", "patient:missing=false")]
    [InlineData("Observation", "patient.identifier=urn:s%7C1")]
    [InlineData("Observation", "patient=https://elsewhere.example.org/Patient/p1")]
    [InlineData("Observation", "patient=urn:uuid:c757873d-ec9a-4326-a141-556f43239520")]
    [InlineData("Observation", "encounter=e1")]
    [InlineData("Patient", "_id:not=p1")]
    [InlineData("Patient", "general-practitioner=d1")]
    [InlineData("Patient", "_has:Observation:patient:code=1")]
    public void Criterion_ThatSaysNotWhoseDataItIs_IsNotHeldAgainstMatches(string type, string query) =>
        Assert.Null(new MatchCheckReader(type, Base).FindPatient(SearchQuery.Parse(type, query).Criteria[0]));

    [Theory]
    [InlineData("_include=Observation:has-member", false)]
    [InlineData("_include=*", false)]
    [InlineData("_revinclude=Observation:derived-from", false)]
    [InlineData("_include=Observation:subject", true)]
    [InlineData("_include=Observation:focus:Patient", true)]
    [InlineData("_revinclude=Provenance:target", true)]
    public async Task EntryWithoutMode_IsAMatch_UnlessItMayHaveBeenIncluded(string include, bool isMatch)
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", 
            """{"resourceType":"Bundle","type":"searchset","entry":[{"resource":""" + Observation("o2", "Patient/p2") + "}]}"));
        var search = ((IFhirPlatformClient)WireClient.Of(server)).Search("Observation?patient=p1&code=718-7&" + include);
        if (isMatch)
        {
            await Assert.ThrowsAsync<FhirContentMismatchException>(() => search.FirstPageAsync());
        }
        else
        {
            Assert.NotNull(await search.FirstPageAsync());
        }
    }

    [Theory]
    [InlineData("own", 1, 20)]
    [InlineData("hl7-r4", 2, 100)]
    public void EveryReferenceOfACompartment_IsFoundAlike_WhetherItsPathIsFollowedOrEvaluated(string folder, int everyNth, int moreThan)
    {
        RecordedAnswer.SkipUnlessPresent(folder);
        var extractor = new Matching.SearchValueExtractor(Base);
        var looked = 0;
        foreach (var file in Directory.EnumerateFiles(TestFiles.PathOf("examples", folder), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, i) => i % everyNth == 0))
        {
            if (!FhirJson.TryRead<Resource>(File.ReadAllBytes(file), out var resource, out _) || resource is null)
            {
                continue;
            }

            foreach (var name in PatientCompartment.ParametersOf(resource.TypeName))
            {
                var definition = Matching.SearchParameterDefinitions.Find(resource.TypeName, name);
                if (definition is null || ElementPath.TryParse(definition.ExpressionText ?? "") is not { } path)
                {
                    continue;
                }

                var found = new List<string?>();
                path.Visit(resource, found, static (element, list) =>
                {
                    list.Add((element as ResourceReference)?.Reference is { } text && text[0] != '#' ? Matching.ReferenceTarget.Parse(text, Base).Url : null);
                    return (MatchProof?)null;
                });
                Assert.Equal(extractor.Extract(resource, definition).Select(static value => (value as Matching.ReferenceIndexValue)?.Target?.Url), found);
                looked += found.Count;
            }
        }

        Assert.True(looked > moreThan, $"{looked} references");
    }

    private static MatchProof Look(string type, string query, string match) =>
        new MatchCheckReader(type, Base).FindPatient(SearchQuery.Parse(type, query).Criteria[0])!
            .Look(FhirJson.Read<Resource>(match), static text => text == "https://self.example.org/");

    private static string Observation(string id, string subject) =>
        $$"""{"resourceType":"Observation","id":"{{id}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"subject":{"reference":"{{subject}}"} }""";

    private static string Page(string self, string? next, params string[] resources)
    {
        var links = $$"""{"relation":"self","url":"{{self}}"}""" + (next is null ? "" : $$""",{"relation":"next","url":"{{next}}"}""");
        var entries = string.Join(',', resources.Select(static resource => "{\"resource\":" + resource + ",\"search\":{\"mode\":\"match\"}}"));
        return $$"""{"resourceType":"Bundle","type":"searchset","link":[{{links}}],"entry":[{{entries}}]}""";
    }
}
