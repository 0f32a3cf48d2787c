using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>The rules of transactions: https://hl7.org/fhir/R4/http.html#trules.</summary>
public sealed class TransactionTests
{
    private const string System = "https://hospital.example/mrn";
    private const string Mother = "urn:uuid:5f1f1a0e-3c41-4d3e-9b1a-0c6f0a3b7d11";
    private const string Child = "urn:uuid:7a2d6f4b-1f0c-4b7a-8e55-9a9d1c2e3f22";
    private const string Conditional = "\"conditionalCreate\":true,\"conditionalUpdate\":true";

    [Fact]
    public async Task ConditionalCreateThatFinds_LeadsToWhatItFound()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(Known("existing", "4711"));
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Patient", Known(null, "4711"), Mother, ifNoneExist: $"identifier={System}|4711"),
            Bundles.Entry("POST", "Observation", Of(Mother)));

        Assert.Equal(["200", "201"], answer.Statuses());
        Assert.Equal("existing", answer.Entry[0].Resource!.Id);
        Assert.Equal("Patient/existing", SubjectOf(answer, 1));
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task EqualConditionalCreates_LeadToOneResource()
    {
        await using var sandbox = await StartAsync();
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Patient", Known(null, "77"), Mother, ifNoneExist: $"identifier={System}|77"),
            Bundles.Entry("POST", "Patient", Known(null, "77"), Child, ifNoneExist: $"identifier={Uri.EscapeDataString(System)}%7C77"),
            Bundles.Entry("POST", "Observation", Of(Mother)),
            Bundles.Entry("POST", "Observation", Of(Child)));

        Assert.Equal(["201", "200", "201", "201"], answer.Statuses());
        Assert.Equal(answer.Entry[0].Resource!.Id, answer.Entry[1].Resource!.Id);
        Assert.Equal("Patient/" + answer.Entry[0].Resource!.Id, SubjectOf(answer, 2));
        Assert.Equal(SubjectOf(answer, 2), SubjectOf(answer, 3));
        Assert.Equal(3, sandbox.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConditionalUpdate_LeadsToWhatItFoundOrCreates(bool isThere)
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(isThere ? [Known("existing", "4711")] : []);
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Observation", Of(Mother)),
            Bundles.Entry("PUT", $"Patient?identifier={System}|4711", Known(null, "4711"), Mother));

        Assert.Equal(["201", isThere ? "200" : "201"], answer.Statuses());
        Assert.Equal("Patient/" + answer.Entry[1].Resource!.Id, SubjectOf(answer, 0));
        Assert.Equal(isThere, answer.Entry[1].Resource!.Id == "existing");
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task Conditions_AreEvaluatedBeforeAnythingIsWritten()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(Known("a", "1"));

        // The creation without a condition must not be found by the conditions, nor the change of the identifier.
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Patient", Known(null, "2")),
            Bundles.Entry("POST", "Patient", Known(null, "2"), ifNoneExist: $"identifier={System}|2"),
            Bundles.Entry("PUT", "Patient/a", Known("a", "3")),
            Bundles.Entry("POST", "Patient", Known(null, "1"), ifNoneExist: $"identifier={System}|1"));

        Assert.Equal(["201", "201", "200", "200"], answer.Statuses());
        Assert.Equal("a", answer.Entry[3].Resource!.Id);
        Assert.Equal(3, sandbox.Count);
    }

    [Fact]
    public async Task WhateverTheOrderOfTheEntries_TheResultIsTheSame()
    {
        BundleEntry[] entries =
        [
            Bundles.Entry("GET", "Patient?family=Muster"),
            Bundles.Entry("PUT", "Patient/a", People.Patient("a", "Muster"), ifMatch: "1"),
            Bundles.Entry("POST", "Patient", People.Patient("x", "Muster"), Mother),
            Bundles.Entry("DELETE", "Patient/b"),
            Bundles.Entry("POST", "Observation", Of(Mother)),
        ];
        foreach (var order in (int[][])[[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 0, 4, 2, 1]])
        {
            await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
            await sandbox.LoadAsync(People.Patient("a", "Other"), People.Patient("b", "Muster"));
            var answer = await sandbox.PostAsync(BundleType.Transaction, [.. order.Select(index => entries[index])]);
            Bundle? found = null;
            foreach (var (place, index) in order.Index())
            {
                found = index == 0 ? Assert.IsType<Bundle>(answer.Entry[place].Resource) : found;
            }

            // Deleted, changed and created before it is searched.
            Assert.Equal(2, found!.Total);
            Assert.Equal(3, sandbox.Count);
        }
    }

    [Theory]
    [InlineData("PUT Patient/p1", "PUT Patient/p1")]
    [InlineData("PUT Patient/p1", "PUT /Patient/p1/")]
    [InlineData("PUT Patient/p1", "PUT Patient/%701")]
    [InlineData("PUT Patient/p1", "DELETE Patient/p1")]
    [InlineData("DELETE Patient/p1", "DELETE Patient/p1")]
    [InlineData("PUT Patient/p1", "PATCH Patient/p1")]
    [InlineData("PUT Patient/p1", "PUT Patient?identifier=1")]
    [InlineData("PUT Patient?identifier=1", "PUT Patient?identifier=1")]
    [InlineData("PUT Patient?identifier=1", "DELETE Patient?identifier=1")]
    [InlineData("PUT Patient?identifier=9", "PUT Patient?identifier=9")]
    [InlineData("POST Patient?identifier=9", "PUT Patient?identifier=9")]
    [InlineData("POST Patient?identifier=1", "DELETE Patient/p1")]
    public async Task OneResourceTwice_RefusesTheWholeTransaction(string first, string second)
    {
        foreach (var isReversed in (bool[])[false, true])
        {
            await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
            await sandbox.LoadAsync(Known("p1", "1"));
            BundleEntry[] entries = [ToEntry(first), ToEntry(second), Bundles.Entry("POST", "Observation", Of("Patient/p1"))];
            var (status, issue) = await sandbox.RefusedAsync(isReversed ? [.. entries.Reverse()] : entries);

            Assert.Equal((HttpStatusCode.BadRequest, "duplicate"), (status, issue.Code!.Value.Text));
            Assert.StartsWith("Bundle.entry[", Assert.Single(issue.Expression), StringComparison.Ordinal);
            Assert.Equal("1", (await sandbox.CreateHttpClient().GetAsync<Patient>("Patient/p1")).Meta!.VersionId);
        }
    }

    [Fact]
    public async Task AConditionThatHoldsForSeveral_RefusesTheTransaction_AndNamesTheEntry()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(Known("a", "1"), Known("b", "1"));
        foreach (var entry in (BundleEntry[])
            [
                Bundles.Entry("POST", "Patient", Known(null, "1"), ifNoneExist: $"identifier={System}|1"),
                Bundles.Entry("PUT", $"Patient?identifier={System}|1", Known(null, "1")),
            ])
        {
            var (status, issue) = await sandbox.RefusedAsync(Bundles.Entry("POST", "Observation", Of("Patient/a")), entry);

            Assert.Equal((HttpStatusCode.PreconditionFailed, "Bundle.entry[1]"), (status, Assert.Single(issue.Expression)));
        }
    }

    [Theory]
    [InlineData("identifier=")]
    [InlineData("_count=1")]
    [InlineData("")]
    [InlineData("nonsense=1")]
    public async Task AConditionThatIsNone_RefusesTheTransaction(string condition)
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(Known("a", "1"));
        var (_, issue) = await sandbox.RefusedAsync(Bundles.Entry("POST", "Patient", Known(null, "1"), ifNoneExist: condition));

        Assert.StartsWith("Bundle.entry[0]", Assert.Single(issue.Expression), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsWrongInAResource_IsNamedWithItsEntryAndPlace()
    {
        await using var sandbox = await StartAsync();
        const string Bundle = """
            {"resourceType":"Bundle","type":"TYPE","entry":[
              {"request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Patient","name":[{"family":"Whole"}]}},
              {"request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Patient","birthDate":"someday"}},
              {"request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Patient","active":true,"active":false}}]}
            """;
        using var refused = await PostAsync(sandbox, Bundle.Replace("TYPE", "transaction", StringComparison.Ordinal));
        using var carriedOut = await PostAsync(sandbox, Bundle.Replace("TYPE", "batch", StringComparison.Ordinal));
        var answer = await carriedOut.ReadAsync<Bundle>();

        Assert.Equal(["Bundle.entry[1].resource.birthDate"], (await refused.ReadAsync<OperationOutcome>()).Issue[0].Expression);
        Assert.Equal(["201", "400", "400"], answer.Statuses());
        Assert.Equal(["Bundle.entry[1].resource.birthDate"], Assert.IsType<OperationOutcome>(answer.Entry[1].Response!.Outcome).Issue[0].Expression);
        Assert.Equal(["Bundle.entry[2].resource.active"], Assert.IsType<OperationOutcome>(answer.Entry[2].Response!.Outcome).Issue[0].Expression);
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task ConditionalReference_FindsWhatTheTransactionItselfCreates()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(Known("old", "8"));
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Observation", Of($"Patient?identifier={System}|9")),
            Bundles.Entry("POST", "Patient", Known(null, "9")),
            Bundles.Entry("PUT", "Patient/old", Known("old", "10")),
            Bundles.Entry("POST", "Observation", Of($"Patient?identifier={System}|10")));
        var (status, issue) = await sandbox.RefusedAsync(
            Bundles.Entry("PUT", "Patient/old", Known("old", "11")), Bundles.Entry("POST", "Observation", Of($"Patient?identifier={System}|10")));

        Assert.Equal("Patient/" + answer.Entry[1].Resource!.Id, SubjectOf(answer, 0));
        Assert.Equal("Patient/old", SubjectOf(answer, 3));
        Assert.Equal("2", (await sandbox.CreateHttpClient().GetAsync<Patient>("Patient/old")).Meta!.VersionId);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "Bundle.entry[1].resource"), (status, Assert.Single(issue.Expression)));
    }

    [Theory]
    [InlineData("Patient?")]
    [InlineData("Patient?_count=1")]
    [InlineData("Patient?nonsense=1")]
    [InlineData("Patient?identifier=")]
    public async Task ConditionalReferenceThatIsNone_RefusesTheTransaction(string reference)
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(Known("only", "1"));
        var (_, issue) = await sandbox.RefusedAsync(Bundles.Entry("POST", "Observation", Of(reference)));

        Assert.Equal(["Bundle.entry[0].resource"], issue.Expression);
    }

    [Theory]
    [InlineData("W/\"1\"", true)]
    [InlineData("\"1\"", true)]
    [InlineData("1", true)]
    [InlineData("*", true)]
    [InlineData("W/\"2\"", false)]
    [InlineData("W/\"1", false)]
    [InlineData("W/\"\"", false)]
    [InlineData("11", false)]
    public async Task IfMatchOfAnEntry_IsReadInEachForm(string ifMatch, bool isCarriedOut)
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.SendAsync(BundleType.Transaction, Bundles.Entry("PUT", "Patient/p1", People.Patient("p1", "Neu"), ifMatch: ifMatch));

        Assert.Equal(isCarriedOut ? HttpStatusCode.OK : HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    [Fact]
    public async Task UpdateAsCreate_IsCarriedOut_WhereThePlatformTakesIdsOfClients()
    {
        const string Required = """[{ "resource": "Patient", "if_match": "required", "source": "test" }]""";
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(Required, "\"versioning\":\"versioned\",\"updateCreate\":true", Bundles.Both));
        await sandbox.LoadAsync(People.Patient("p1"));
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("PUT", "Patient/mine", People.Patient("mine"), "http://elsewhere.example/fhir/Patient/7"),
            Bundles.Entry("POST", "Observation", Of("http://elsewhere.example/fhir/Patient/7")));
        var (status, issue) = await sandbox.RefusedAsync(Bundles.Entry("PUT", "Patient/p1", People.Patient("p1")));

        Assert.Equal(["201", "201"], answer.Statuses());
        Assert.Equal(sandbox.BaseUrl + "Patient/mine/_history/1", answer.Entry[0].Response!.Location);
        Assert.Equal("Patient/mine", SubjectOf(answer, 1));
        Assert.Equal((HttpStatusCode.BadRequest, "Bundle.entry[0]"), (status, Assert.Single(issue.Expression)));
    }

    [Fact]
    public async Task Patches_TravelInTransactions()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(Known("p1", "1"), Known("p2", "2"));
        var json = new Binary { ContentType = "application/json-patch+json", Data = Convert.ToBase64String("""[{"op":"add","path":"/active","value":true}]"""u8) };
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("PATCH", "Patient/p1", json),
            Bundles.Entry("PATCH", $"Patient?identifier={System}|2", new FhirPathPatch().Replace("Patient.name.family", new StringElement("Neu")).ToParameters()));
        json.Data = "no base64";
        var (_, issue) = await sandbox.RefusedAsync(Bundles.Entry("PATCH", "Patient/p1", json));

        Assert.True(Assert.IsType<Patient>(answer.Entry[0].Resource).Active);
        Assert.Equal(("p2", "Neu"), (answer.Entry[1].Resource!.Id, Assert.IsType<Patient>(answer.Entry[1].Resource).Name[0].Family));
        Assert.StartsWith("Bundle.entry[0]", issue.Expression[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadInABundle_HasNoBody()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(People.Patient("p1"));
        var answer = await sandbox.PostAsync(BundleType.Batch, Bundles.Entry("HEAD", "Patient/p1"), Bundles.Entry("GET", "Patient/p1"));

        Assert.Equal(["200", "200"], answer.Statuses());
        Assert.Null(answer.Entry[0].Resource);
        Assert.NotNull(answer.Entry[1].Resource);
    }

    private static Task<FhirSandbox> StartAsync() => FhirSandbox.StartAsync(BuiltIn.Own(resource: Conditional, system: Bundles.Both));

    private static Patient Known(string? id, string identifier)
    {
        var patient = People.Patient(id!);
        patient.Identifier.Add(new Identifier { System = System, Value = identifier });
        return patient;
    }

    private static Observation Of(string subject)
    {
        var observation = People.Laboratory("x", "p");
        observation.Subject!.Reference = subject;
        return observation;
    }

    private static BundleEntry ToEntry(string text)
    {
        var (method, url) = (text.Split(' ')[0], text.Split(' ')[1]);
        var condition = url.Split('?') is [_, var query] ? query.Replace("=", $"={System}|", StringComparison.Ordinal) : null;
        return method switch
        {
            "POST" => Bundles.Entry("POST", "Patient", Known(null, "9"), ifNoneExist: condition),
            "PATCH" => Bundles.Entry("PATCH", url, new FhirPathPatch().Delete("Patient.birthDate").ToParameters()),
            "PUT" => Bundles.Entry("PUT", condition is null ? url : "Patient?" + condition, Known(condition is null ? "p1" : null, "9")),
            _ => Bundles.Entry(method, condition is null ? url : "Patient?" + condition),
        };
    }

    private static string? SubjectOf(Bundle answer, int index) => Assert.IsType<Observation>(answer.Entry[index].Resource).Subject!.Reference;

    private static Task<HttpResponseMessage> PostAsync(FhirSandbox sandbox, string bundle) =>
        sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "", bundle, "application/fhir+json");
}
