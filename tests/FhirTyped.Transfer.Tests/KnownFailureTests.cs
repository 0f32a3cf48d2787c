using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Transfer.Tests;

/// <summary>What transfers of other libraries are known to fail at, case by case.</summary>
public sealed class KnownFailureTests
{
    [Fact]
    public async Task Patients_linked_both_ways_are_both_there_whole()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        var transfer = new FhirTransfer(client);
        var plan = await transfer.PlanAsync(new[] { Linked("a", "b"), Linked("b", "a") }.ToAsyncEnumerable());
        Assert.Equal(1, plan.Updates);

        var result = await transfer.SendAsync(plan);
        Assert.True(result.IsComplete);
        Assert.Equal(result.TargetOf("Patient/b"), (await client.GetAsync<Patient>(result, "Patient/a")).Link[0].Other!.Reference);
        Assert.Equal(result.TargetOf("Patient/a"), (await client.GetAsync<Patient>(result, "Patient/b")).Link[0].Other!.Reference);
        Assert.Equal(2, sandbox.Count);

        static Patient Linked(string id, string other) => new() { Id = id, Link = { new PatientLink { Other = new("Patient/" + other), Type = LinkType.Seealso } } };
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(7, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 100)]
    [InlineData(1, 100)]
    public async Task Loops_of_partOf_end_and_are_whole(int length, int together)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        Resource[] loops =
        [
            .. Enumerable.Range(0, length).Select(i => new Organization { Id = "o" + i, PartOf = new($"Organization/o{(i + 1) % length}") }),
            .. Enumerable.Range(0, length).Select(i => new Encounter
            {
                Id = "e" + i, Status = EncounterStatus.Finished, Class = new() { Code = "AMB" }, PartOf = new($"Encounter/e{(i + 1) % length}"), ServiceProvider = new("Organization/o0"),
            }),
        ];

        var result = await new FhirTransfer(client, new() { MaximumTransactionEntries = together }).MoveAsync(loops);
        Assert.True(result.IsComplete, string.Join(' ', result.Failures.Select(static entry => entry.Error?.Message)));
        for (var i = 0; i < length; i++)
        {
            Assert.Equal(result.TargetOf($"Organization/o{(i + 1) % length}"), (await client.GetAsync<Organization>(result, "Organization/o" + i)).PartOf!.Reference);
            var encounter = await client.GetAsync<Encounter>(result, "Encounter/e" + i);
            Assert.Equal(result.TargetOf($"Encounter/e{(i + 1) % length}"), encounter.PartOf!.Reference);
            Assert.Equal(result.TargetOf("Organization/o0"), encounter.ServiceProvider!.Reference);
        }
    }

    [Fact]
    public async Task What_is_missing_is_fetched_as_deep_as_is_said()
    {
        await using var from = await FhirSandbox.StartAsync(Servers.Hapi);
        await using var to = await FhirSandbox.StartAsync(Servers.Hapi);
        await from.LoadAsync([.. Enumerable.Range(1, 4).Select(static i => new Organization { Id = "o" + i, PartOf = i < 4 ? new("Organization/o" + (i + 1)) : null })]);
        var patient = new Patient { Id = "p", ManagingOrganization = new("Organization/o1") };

        var deep = await new FhirTransfer(to.Client(), new() { SourceClient = from.Client(), ReferenceDepth = 4 }).MoveAsync(patient);
        Assert.True(deep.IsComplete);
        Assert.Equal(["Organization/o4", "Organization/o3", "Organization/o2", "Organization/o1", "Patient/p"], deep.Entries.Select(static entry => entry.Source));

        // Not as deep: nothing is moved that would lead to nothing, and the first one says where.
        var flat = await new FhirTransfer(to.Client(), new() { SourceClient = from.Client(), ReferenceDepth = 2 }).MoveAsync(patient);
        Assert.All(flat.Entries, static entry => Assert.Equal(FhirTransferOutcome.Failed, entry.Outcome));
        Assert.Equal("Organization.partOf refers to a resource that is not moved.", flat.Entries.Single(static entry => entry.Source == "Organization/o2").Error!.Message);
        Assert.Equal(5, to.Count);
    }

    [Fact]
    public async Task References_are_rewritten_wherever_they_stand_and_in_every_form()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        var encounter = FhirJson.Read<Encounter>("""
            {"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"AMB"},
             "contained":[{"resourceType":"Location","id":"ward","managingOrganization":{"reference":"Organization/o"}}],
             "subject":{"reference":"https://old.example.org/fhir/Patient/p/_history/7","display":"Somebody"},
             "serviceProvider":{"reference":"Organization/o"},
             "participant":[{"individual":{"reference":"Practitioner/d1"}},{"individual":{"reference":"https://old.example.org/fhir/Practitioner/d2"}}],
             "location":[{"location":{"reference":"#ward"}}],
             "basedOn":[{"identifier":{"system":"urn:orders","value":"17"}},{"reference":"https://elsewhere.example.org/fhir/ServiceRequest/p"}],
             "_status":{"extension":[{"url":"http://x.example/by","valueReference":{"reference":"Practitioner/d1"}}]},
             "extension":[{"url":"http://x.example/a","extension":[{"url":"b","valueReference":{"reference":"Patient/p"}}]},
              {"url":"http://x.example/q","valueCanonical":"Questionnaire/q|2"},{"url":"http://x.example/n","valueCanonical":"http://names.example/Questionnaire/named|1"},
              {"url":"http://x.example/u","valueUrl":"https://old.example.org/fhir/Patient/p"},{"url":"http://x.example/s","valueString":"Patient/p"}]}
            """u8);
        var options = new FhirTransferOptions { SourceBaseUrl = new("https://old.example.org/fhir/") };
        var result = await new FhirTransfer(client, options).MoveAsync(
            encounter, new Patient { Id = "p" }, new Organization { Id = "o" }, new Practitioner { Id = "d1" }, new Practitioner { Id = "d2" },
            new Questionnaire { Id = "q", Status = PublicationStatus.Active }, new Questionnaire { Id = "named", Url = "http://names.example/Questionnaire/named", Status = PublicationStatus.Active });

        Assert.True(result.IsComplete, string.Join(' ', result.Failures.Select(static entry => entry.Error?.Message)));
        var moved = await client.GetAsync<Encounter>(result, "Encounter/e");
        var patient = result.TargetOf("Patient/p");
        Assert.Equal((patient, "Somebody"), (moved.Subject!.Reference, moved.Subject.Display));
        Assert.Equal(result.TargetOf("Organization/o"), moved.ServiceProvider!.Reference);
        Assert.Equal([result.TargetOf("Practitioner/d1"), result.TargetOf("Practitioner/d2")], moved.Participant.Select(static one => one.Individual!.Reference));
        Assert.Equal("#ward", moved.Location[0].Location!.Reference);
        Assert.Equal(result.TargetOf("Organization/o"), ((Location)moved.Contained[0]).ManagingOrganization!.Reference);
        Assert.Equal((null, "17"), (moved.BasedOn[0].Reference, moved.BasedOn[0].Identifier!.Value));
        Assert.Equal("https://elsewhere.example.org/fhir/ServiceRequest/p", moved.BasedOn[1].Reference);
        Assert.Equal(result.TargetOf("Practitioner/d1"), ((ResourceReference)moved.GetPrimitiveMetadata("status")!.Extension[0].Value!).Reference);
        Assert.Equal(patient, ((ResourceReference)moved.Extension[0].Extension[0].Value!).Reference);
        Assert.Equal([result.TargetOf("Questionnaire/q") + "|2", "http://names.example/Questionnaire/named|1", patient, "Patient/p"], moved.Extension.Skip(1).Select(static one => ((PrimitiveElement)one.Value!).Text));
    }

    [Fact]
    public async Task A_bundle_refers_by_its_own_addresses()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        var bundle = new Bundle
        {
            Type = BundleType.Collection,
            Entry =
            {
                new BundleEntry { FullUrl = "urn:uuid:0d3c2b1a-0000-4000-8000-000000000001", Resource = new Observation { Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("urn:uuid:0d3c2b1a-0000-4000-8000-000000000002") } },
                new BundleEntry { FullUrl = "urn:uuid:0d3c2b1a-0000-4000-8000-000000000002", Resource = new Patient { ManagingOrganization = new("https://other.example/r4/Organization/5/_history/1") } },
                new BundleEntry { FullUrl = "https://other.example/r4/Organization/5", Resource = new Organization { Name = "Clinic" } },
            },
        };
        var transfer = new FhirTransfer(client);
        var result = await transfer.SendAsync(await transfer.PlanAsync(bundle));

        Assert.True(result.IsComplete);
        Assert.Equal(["Organization", "Patient", "Observation"], result.Entries.Select(static entry => entry.ResourceType));
        Assert.Equal(result.Entries[1].Target, (await client.GetAsync<Observation>(result, "urn:uuid:0d3c2b1a-0000-4000-8000-000000000001")).Subject!.Reference);
        Assert.Equal(result.Entries[0].Target, (await client.GetAsync<Patient>(result, "urn:uuid:0d3c2b1a-0000-4000-8000-000000000002")).ManagingOrganization!.Reference);
    }

    // None of them names a resource of the source, and none ends the transfer.
    [Theory]
    [InlineData("#")]
    [InlineData("|")]
    [InlineData("/")]
    [InlineData("Patient/")]
    [InlineData("Patient/p/x/y")]
    [InlineData("Patient/p/_history/")]
    [InlineData("Nonsense/p")]
    [InlineData("Patient?identifier=urn:mrn|1")]
    [InlineData("http://")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://other.example/fhir/Patient/p")]
    public async Task A_text_that_is_no_reference_of_the_source_stays_as_it_is(string text)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        var result = await new FhirTransfer(client).MoveAsync(new Patient { Id = "p" }, new Patient { Id = "q", ManagingOrganization = new(text) });
        Assert.Equal(text, (await client.GetAsync<Patient>(result, "Patient/q")).ManagingOrganization!.Reference);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_second_run_doubles_nothing_where_identifiers_say_who_is_who(int together)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        Resource[] resources =
        [
            new Patient { Id = "p", Identifier = { new Identifier { System = "urn:mrn", Value = "A|1,2" } } },
            new Observation { Id = "o", Identifier = { new Identifier { System = "urn:lab", Value = "7" } }, Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("Patient/p") },
        ];
        var options = new FhirTransferOptions { IdentifierSystems = { "urn:mrn", "urn:lab" }, MaximumTransactionEntries = together };
        var first = await new FhirTransfer(client, options).MoveAsync(resources);
        var second = await new FhirTransfer(client, options).MoveAsync(resources);

        Assert.True(first.IsComplete && second.IsComplete, string.Join(' ', first.Failures.Concat(second.Failures).Select(static entry => entry.Error?.Message)));
        Assert.Equal((2, 2), (first.Count(FhirTransferOutcome.Created), second.Count(FhirTransferOutcome.Found)));
        Assert.Equal(first.Entries.Select(static entry => entry.Target), second.Entries.Select(static entry => entry.Target));
        Assert.Equal(2, sandbox.Count);
    }
}
