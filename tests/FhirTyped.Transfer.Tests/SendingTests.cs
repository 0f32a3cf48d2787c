using System.Net;
using System.Text;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Transfer.Tests;

/// <summary>What goes over the wire: order, ids, transactions, errors.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task Each_goes_after_those_that_it_names_however_long_the_chain()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var transfer = new FhirTransfer(sandbox.Client());
        const int Length = 20_000;
        var chain = Enumerable.Range(0, Length).Select(static i => new Organization { Id = "o" + i, PartOf = i + 1 < Length ? new("Organization/o" + (i + 1)) : null });
        var plan = await transfer.PlanAsync(chain.ToAsyncEnumerable<Resource>());
        Assert.Equal(0, plan.Updates);
        Assert.Equal(Enumerable.Range(0, Length).Reverse().Select(static i => "Organization/o" + i), plan.Sources);
    }

    [Fact]
    public async Task Nothing_that_goes_over_the_wire_names_what_is_not_there_yet()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var wire = new Wire();
        var result = await new FhirTransfer(sandbox.Client(wire)).MoveAsync(
            new Patient { Id = "a", Link = { new PatientLink { Other = new("Patient/b"), Type = LinkType.Seealso }, new PatientLink { Other = new("Patient/a"), Type = LinkType.Seealso } } },
            new Patient { Id = "b", Link = { new PatientLink { Other = new("Patient/a"), Type = LinkType.Seealso } } });

        Assert.True(result.IsComplete);
        Assert.Equal(["POST", "POST", "PUT", "PUT"], wire.Writes.Select(static write => write.Method).Order(StringComparer.Ordinal));
        for (var i = 0; i < wire.Writes.Count; i++)
        {
            var (method, _, body) = wire.Writes[i];
            var sent = (Patient)FhirJson.Read(Encoding.UTF8.GetBytes(body));
            Assert.Equal(method == "PUT", sent.Id is not null);
            foreach (var link in sent.Link)
            {
                Assert.True(link.Other!.Reference is { } reference ? wire.KnownAt[i].Contains(reference, StringComparer.Ordinal) : link.Other.Type == "Patient" && method == "POST");
            }
        }

        Assert.Equal(2, wire.KnownAt[^1].Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Ids_are_kept_and_what_is_there_is_not_overwritten(int together)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Permissive);
        await sandbox.LoadAsync(new Patient { Id = "other", Active = false }, new Patient { Id = "same", Active = true });
        var client = sandbox.Client();
        Resource[] resources =
        [
            new Patient { Id = "new" }, new Patient { Id = "other", Active = true }, new Patient { Id = "same", Active = true, Meta = new() { VersionId = "9" } },
            .. ((string[])["new", "other", "same"]).Select(static id => new Observation { Id = "of-" + id, Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("Patient/" + id) }),
        ];
        var options = new FhirTransferOptions { Ids = FhirTransferIds.Keep, MaximumTransactionEntries = together };
        var result = await new FhirTransfer(client, options).MoveAsync(resources);

        FhirTransferOutcome Of(string source) => result.Entries.Single(entry => entry.Source == source).Outcome;
        Assert.Equal((FhirTransferOutcome.Created, FhirTransferOutcome.Failed, FhirTransferOutcome.Found), (Of("Patient/new"), Of("Patient/other"), Of("Patient/same")));
        Assert.Equal((FhirTransferOutcome.Created, FhirTransferOutcome.Failed, FhirTransferOutcome.Created), (Of("Observation/of-new"), Of("Observation/of-other"), Of("Observation/of-same")));
        Assert.False(((Patient)await client.ReadAsync("Patient", "other")).Active);

        options.OverwritesExisting = true;
        var over = await new FhirTransfer(client, options).MoveAsync(resources);
        Assert.True(over.IsComplete);
        Assert.True(((Patient)await client.ReadAsync("Patient", "other")).Active);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(100, 1)]
    public async Task Transactions_stay_under_the_limit_of_the_platform(int limit, int requests)
    {
        var platform = new PlatformDescriptor(Servers.Hapi.Manifest with { Limits = Servers.Hapi.Manifest.Limits with { MaximumBundleEntries = limit } });
        await using var sandbox = await FhirSandbox.StartAsync(platform);
        var wire = new Wire();
        var result = await new FhirTransfer(sandbox.Client(wire), new() { MaximumTransactionEntries = 500 }).MoveAsync(
            [.. Enumerable.Range(0, 6).Select(static i => new Observation { Id = "o" + i, Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("Patient/p") }), new Patient { Id = "p" }]);

        Assert.True(result.IsComplete);
        Assert.Equal(requests, wire.Writes.Count);
        Assert.Equal(7, sandbox.Count);
        await foreach (var one in sandbox.Client().Search("Observation?_lastUpdated=gt2000-01-01"))
        {
            Assert.Equal(result.TargetOf("Patient/p"), ((Observation)one).Subject!.Reference);
        }
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 3)]
    public async Task A_refusal_takes_those_with_it_that_need_the_resource_and_no_others(int together, int moved)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.UnprocessableEntity), 1, static (method, _) => method == "POST");
        using var file = new TemporaryFile();
        var transfer = new FhirTransfer(sandbox.Client(), new() { MaximumTransactionEntries = together, LinkageFile = file.Path });
        Resource[] resources =
        [
            new Patient { Id = "p" }, new Observation { Id = "o", Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("Patient/p") },
            .. Enumerable.Range(0, 5).Select(static i => new Organization { Id = "o" + i }),
        ];
        var result = await transfer.MoveAsync(resources);
        Assert.Equal(together == 1 ? moved : 4, sandbox.Count);
        Assert.Equal(7 - sandbox.Count, result.Failures.Count());
        Assert.All(result.Failures, static entry => Assert.Equal(FhirTransferOutcome.Failed, entry.Outcome));

        // What was refused is known not to be there: it goes again.
        Assert.True((await transfer.MoveAsync(resources)).IsComplete);
        Assert.Equal(7, sandbox.Count);
    }

    [Fact]
    public async Task A_lost_answer_is_told_as_what_it_is()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        sandbox.Inject(SandboxFault.LostAnswer, 1, static (method, _) => method == "POST");
        var result = await new FhirTransfer(sandbox.Client()).MoveAsync(new Patient { Id = "p" }, new Patient { Id = "q" });
        Assert.Equal([FhirTransferOutcome.Unknown, FhirTransferOutcome.Created], result.Entries.Select(static entry => entry.Outcome));
        Assert.NotNull(result.Entries[0].Error);
    }

    [Fact]
    public async Task Two_different_resources_of_one_id_are_a_failure_and_the_same_twice_is_one()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var result = await new FhirTransfer(sandbox.Client()).MoveAsync(new Patient { Id = "p" }, new Patient { Id = "p" }, new Patient { Id = "p", Active = true });
        Assert.Equal([FhirTransferOutcome.Created, FhirTransferOutcome.Failed], result.Entries.Select(static entry => entry.Outcome));
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task References_to_what_is_not_moved_become_absolute_or_stay_as_is_said()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var client = sandbox.Client();
        var patient = new Patient { Id = "p", ManagingOrganization = new("Organization/o") };
        var options = new FhirTransferOptions { MissingReferences = FhirMissingReferences.Absolute, SourceBaseUrl = new("https://old.example/fhir") };
        Assert.Equal("https://old.example/fhir/Organization/o", (await client.GetAsync<Patient>(await new FhirTransfer(client, options).MoveAsync(patient), "Patient/p")).ManagingOrganization!.Reference);
        var keep = new FhirTransferOptions { MissingReferences = FhirMissingReferences.Keep };
        Assert.Equal("Organization/o", (await client.GetAsync<Patient>(await new FhirTransfer(client, keep).MoveAsync(patient), "Patient/p")).ManagingOrganization!.Reference);
        Assert.Equal("Organization/o", patient.ManagingOrganization.Reference);
        Assert.Throws<ArgumentException>(() => new FhirTransfer(client, new() { MissingReferences = FhirMissingReferences.Absolute }));
    }

    [Fact]
    public async Task Files_are_read_line_by_line_and_a_bad_line_is_named()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        using var patients = new TemporaryFile();
        using var observations = new TemporaryFile();
        await File.WriteAllTextAsync(patients.Path, "{\"resourceType\":\"Patient\",\"id\":\"p\"}\n\n{\"resourceType\":\"Patient\",\"id\":\"q\"}");
        await File.WriteAllTextAsync(observations.Path, "{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/q\"}}\n");
        var transfer = new FhirTransfer(sandbox.Client());
        Assert.True((await transfer.SendAsync(await transfer.PlanFilesAsync([observations.Path, patients.Path]))).IsComplete);
        Assert.Equal(3, sandbox.Count);

        await File.AppendAllTextAsync(observations.Path, "{\"resourceType\":\n");
        var error = await Assert.ThrowsAsync<FhirTransferException>(() => transfer.PlanFilesAsync([observations.Path]));
        Assert.Contains(Path.GetFileName(observations.Path) + "(2)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_and_plans_belong_to_their_transfer()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var told = new Told();
        var transfer = new FhirTransfer(sandbox.Client(), new() { Progress = told });
        await transfer.MoveAsync(new Patient { Id = "a" }, new Patient { Id = "b" }, new Patient { Id = "c", ManagingOrganization = new("Organization/none") });
        Assert.Equal([new(1, 3), new(2, 3), new(3, 3)], told.Values);
        await Assert.ThrowsAsync<ArgumentException>(async () => await new FhirTransfer(sandbox.Client()).SendAsync(await transfer.PlanAsync(AsyncEnumerable.Empty<Resource>())));
        await Assert.ThrowsAsync<ArgumentException>(() => transfer.PlanAsync(new Bundle { Type = BundleType.History }));
    }

    private sealed class Told : IProgress<FhirProgress>
    {
        public List<FhirProgress> Values { get; } = [];

        public void Report(FhirProgress value) => Values.Add(value);
    }
}
