using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Links between the entries of a bundle: https://hl7.org/fhir/R4/http.html#trules, https://hl7.org/fhir/R4/bundle.html#references.</summary>
public sealed class TransactionLinkTests
{
    private const string Scan = "urn:uuid:3d0e9f52-2b5a-4c43-b0ad-6d3c5f7f1a01";
    private const string Oid = "urn:oid:1.2.840.99999.77";
    private const string Elsewhere = "http://elsewhere.example/fhir";

    [Fact]
    public async Task EveryKindOfLink_LeadsToTheResourceThatWasCreated()
    {
        var (target, document) = await StoreAsync("""
            {"resourceType":"DocumentReference","status":"current","identifier":[{"system":"SCAN"}],
             "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p title='href=\"SCAN\"'>SCAN</p><a name=\"x\" href = 'SCAN'>scan</a><img alt=\"\" src=\"SCAN#1\"/></div>"},
             "extension":[
               {"url":"http://example.org/uri","valueUri":"SCAN"},{"url":"http://example.org/url","valueUrl":"SCAN"},
               {"url":"http://example.org/uuid","valueUuid":"SCAN"},{"url":"http://example.org/oid","valueOid":"OID"},
               {"url":"http://example.org/canonical","valueCanonical":"SCAN|2"},{"url":"http://example.org/string","valueString":"SCAN"},
               {"url":"http://example.org/reference","valueReference":{"reference":"SCAN"}}],
             "_language":{"extension":[{"url":"http://example.org/uri","valueUri":"SCAN"}]},
             "content":[{"attachment":{"contentType":"text/plain","url":"SCAN"}}],
             "context":{"related":[{"reference":"SCAN"},{"reference":"LOUD"},{"reference":"#"}]}}
            """);

        Assert.Equal([target, target, target, target], document.Extension.Take(4).Select(TextOf));
        Assert.Equal(target + "|2", TextOf(document.Extension[4]));
        Assert.Equal(Scan, TextOf(document.Extension[5]));
        Assert.Equal(target, Assert.IsType<ResourceReference>(document.Extension[6].Value).Reference);
        Assert.Equal(target, TextOf(document.GetPrimitiveMetadata("language")!.Extension[0]));
        Assert.Equal(target, document.Identifier[0].System);
        Assert.Equal(target, document.Content[0].Attachment!.Url);
        Assert.Equal([target, target, "#"], document.Context!.Related.Select(static related => related.Reference));
        Assert.Equal(
            $"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p title='href=\"{Scan}\"'>{Scan}</p><a name=\"x\" href = '{target}'>scan</a><img alt=\"\" src=\"{target}#1\"/></div>",
            document.Text!.Div);
    }

    [Fact]
    public async Task ContainedResourcesAndNestedLists_AreReached()
    {
        var (target, document) = await StoreAsync("""
            {"resourceType":"DocumentReference","status":"current",
             "contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","derivedFrom":["http://example.org/q","SCAN"],
               "item":[{"linkId":"1","type":"group","item":[{"linkId":"2","type":"group","item":[{"linkId":"3","type":"choice","answerValueSet":"SCAN#vs"}]}]}]}],
             "content":[{"attachment":{"url":"http://example.org/other"}}]}
            """);
        var questionnaire = Assert.IsType<Questionnaire>(Assert.Single(document.Contained));

        Assert.Equal(["http://example.org/q", target], questionnaire.DerivedFrom);
        Assert.Equal(target + "#vs", questionnaire.Item[0].Item[0].Item[0].AnswerValueSet);
        Assert.Equal("http://example.org/other", document.Content[0].Attachment!.Url);
    }

    [Fact]
    public async Task AbsoluteFullUrls_AreFollowedFromAbsoluteAndFromRelativeReferences()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("77", "Somebody Else"));
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Patient", People.Patient("77"), Elsewhere + "/Patient/77"),
            Bundles.Entry("POST", "Observation", Of("Patient/77"), Elsewhere + "/Observation/5"),
            Bundles.Entry("POST", "Observation", Of(Elsewhere + "/Patient/77"), Scan),
            Bundles.Entry("POST", "Observation", Of(Elsewhere + "/Patient/77/_history/9")),
            Bundles.Entry("POST", "Observation", Of("Patient/77"), "http://third.example/fhir/Observation/5"),
            Bundles.Entry("POST", "Observation", Of("Patient/78"), Elsewhere + "/Observation/6"),
            Bundles.Entry("POST", "Observation", Of("Patient/77"), Oid));
        var created = "Patient/" + answer.Entry[0].Resource!.Id;

        Assert.NotEqual("Patient/77", created);
        Assert.Equal(
            // What is not in the bundle is left as it is.
            [created, created, created + "/_history/1", "Patient/77", "Patient/78", "Patient/77"],
            answer.Entry.Skip(1).Select(static entry => Assert.IsType<Observation>(entry.Resource).Subject!.Reference));
    }

    [Fact]
    public async Task AFullUrlOfTheServerItself_IsTheResourceThere()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1"));
        var own = sandbox.BaseUrl + "Patient/p1";
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("PUT", own, People.Patient("p1", "Neu"), own, ifMatch: "W/\"1\""),
            Bundles.Entry("POST", "Observation", Of(own)),
            Bundles.Entry("POST", "Observation", Of(own + "/_history/4")));

        Assert.Equal(["200", "201", "201"], answer.Statuses());
        Assert.Equal("Patient/p1", Assert.IsType<Observation>(answer.Entry[1].Resource).Subject!.Reference);
        Assert.Equal("Patient/p1/_history/2", Assert.IsType<Observation>(answer.Entry[2].Resource).Subject!.Reference);
    }

    [Fact]
    public async Task TheNameOfADefinition_IsNoLink()
    {
        const string Name = "http://example.org/fhir/ValueSet/sizes";
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "ValueSet", new ValueSet { Url = Name, Status = PublicationStatus.Draft }, Name));

        Assert.Equal(Name, Assert.IsType<ValueSet>(answer.Entry[0].Resource).Url);
    }

    [Fact]
    public async Task CirclesOfReferences_AreResolved()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var first = People.Patient("x");
        first.Link.Add(new PatientLink { Other = new ResourceReference { Reference = Oid }, Type = LinkType.Refer });
        var second = People.Patient("y");
        second.Link.Add(new PatientLink { Other = new ResourceReference { Reference = Scan }, Type = LinkType.Refer });
        second.Link.Add(new PatientLink { Other = new ResourceReference { Reference = Oid }, Type = LinkType.Seealso });
        var answer = await sandbox.PostAsync(BundleType.Transaction, Bundles.Entry("POST", "Patient", first, Scan), Bundles.Entry("POST", "Patient", second, Oid));
        var (one, other) = (Assert.IsType<Patient>(answer.Entry[0].Resource), Assert.IsType<Patient>(answer.Entry[1].Resource));

        Assert.Equal("Patient/" + other.Id, one.Link[0].Other!.Reference);
        Assert.Equal(["Patient/" + one.Id, "Patient/" + other.Id], other.Link.Select(static link => link.Other!.Reference));
    }

    [Theory]
    [InlineData("urn:uuid:00000000-0000-4000-8000-000000000000")]
    [InlineData("URN:UUID:00000000-0000-4000-8000-000000000000")]
    [InlineData("urn:oid:1.2.3")]
    public async Task AUrnThatLeadsToNoEntry_RefusesTheTransaction(string reference)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var (status, issue) = await sandbox.RefusedAsync(Bundles.Entry("POST", "Patient", People.Patient("x"), Scan), Bundles.Entry("POST", "Observation", Of(reference)));

        Assert.Equal((HttpStatusCode.BadRequest, "Bundle.entry[1].resource"), (status, Assert.Single(issue.Expression)));
    }

    [Fact]
    public async Task OneFullUrlForTwoResources_RefusesTheTransaction()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var (_, issue) = await sandbox.RefusedAsync(
            Bundles.Entry("POST", "Patient", People.Patient("x"), Scan), Bundles.Entry("POST", "Patient", People.Patient("y"), Scan.ToUpperInvariant()));

        Assert.Equal(["Bundle.entry[1].fullUrl"], issue.Expression);
    }

    [Fact]
    public async Task ADocumentThatIsStored_KeepsItsOwnReferences()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var document = new Bundle { Type = BundleType.Document };
        document.Entry.Add(new BundleEntry { FullUrl = Oid, Resource = Of(Scan) });
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Patient", People.Patient("x"), Scan), Bundles.Entry("POST", "Bundle", document));

        Assert.Equal(Scan, Assert.IsType<Observation>(Assert.IsType<Bundle>(answer.Entry[1].Resource).Entry[0].Resource).Subject!.Reference);
    }

    [Fact]
    public async Task TheEntriesOfABatch_CannotReferToEachOther()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        var answer = await sandbox.PostAsync(BundleType.Batch,
            Bundles.Entry("POST", "Patient", People.Patient("x"), Scan), Bundles.Entry("POST", "Observation", Of(Scan)), Bundles.Entry("POST", "Observation", Of("Patient/p1")));

        Assert.Equal(["201", "400", "201"], answer.Statuses());
        Assert.Equal(["Bundle.entry[1].resource"], Assert.IsType<OperationOutcome>(answer.Entry[1].Response!.Outcome).Issue[0].Expression);
        Assert.Equal(2, sandbox.Count);
    }

    /// <summary>Stores a document reference beside the binaries that its links name; in it <c>SCAN</c>, in capitals <c>LOUD</c>, and <c>OID</c>.</summary>
    private static async Task<(string Target, DocumentReference Document)> StoreAsync(string document)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "DocumentReference", FhirJson.Read<DocumentReference>(document
                .Replace("SCAN", Scan, StringComparison.Ordinal).Replace("LOUD", Scan.ToUpperInvariant(), StringComparison.Ordinal).Replace("OID", Oid, StringComparison.Ordinal))),
            Bundles.Entry("POST", "Binary", new Binary { ContentType = "text/plain", Data = "SGVsbG8=" }, Scan),
            Bundles.Entry("POST", "Binary", new Binary { ContentType = "text/plain", Data = "SGVsbG8=" }, Oid));
        var stored = Assert.IsType<DocumentReference>(answer.Entry[0].Resource);

        // One name for both, so that a test can compare with one.
        var json = FhirJson.ToJson(stored).Replace("Binary/" + answer.Entry[2].Resource!.Id, "Binary/" + answer.Entry[1].Resource!.Id, StringComparison.Ordinal);
        return ("Binary/" + answer.Entry[1].Resource!.Id, FhirJson.Read<DocumentReference>(json));
    }

    private static string? TextOf(Extension extension) => Assert.IsAssignableFrom<PrimitiveElement>(extension.Value).Text;

    private static Observation Of(string subject)
    {
        var observation = People.Laboratory("x", "p");
        observation.Subject!.Reference = subject;
        return observation;
    }
}
