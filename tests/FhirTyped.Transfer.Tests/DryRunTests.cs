using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Transfer.Tests;

/// <summary>What the target refuses is told before anything is sent, by its own judge.</summary>
public sealed class DryRunTests
{
    private static readonly PlatformDescriptor Narrow = new(Servers.Hapi.Manifest with
    {
        SystemInteractions = default,
        Resources = new([.. Servers.Hapi.Manifest.Resources.Where(static resource => resource.Type != "Device").Select(static resource => resource.Type switch
        {
            "Observation" => resource with { Interactions = FhirInteraction.Read | FhirInteraction.SearchType },
            "Organization" => resource with { Interactions = FhirInteraction.Read | FhirInteraction.Create },
            "Practitioner" => resource with { Conditional = ConditionalSupport.None },
            _ => resource,
        })]),
    });

    private static Resource[] Resources =>
    [
        new Patient { Id = "p", ManagingOrganization = new("Organization/o1") },
        new Organization { Id = "o1", PartOf = new("Organization/o2") },
        new Organization { Id = "o2", PartOf = new("Organization/o1") },
        new Practitioner { Id = "d", Identifier = { new Identifier { System = "urn:npi", Value = "1" } } },
        new Observation { Id = "x1", Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("Patient/p") },
        new Observation { Id = "x2", Status = ObservationStatus.Final, Code = new() { Text = "x" }, Subject = new("Patient/p") },
        new Device { Id = "m" },
    ];

    [Fact]
    public async Task Each_type_and_request_is_told_and_nothing_is_sent()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Narrow);
        var transfer = new FhirTransfer(sandbox.Client(), new() { IdentifierSystems = { "urn:npi" }, Ids = FhirTransferIds.KeepWherePermitted });
        var plan = await transfer.PlanAsync(Resources.ToAsyncEnumerable());

        Assert.Equal(
            ["Device: POST Device 1", "Observation: POST Observation 2", "Practitioner: POST if none exist Practitioner 1", "Organization: PUT Organization (to close a cycle) 1"],
            plan.Refusals.Select(static refusal => $"{refusal.ResourceType}: {refusal.Request} {refusal.Count}"));
        Assert.All(plan.Refusals, static refusal => Assert.NotEmpty(refusal.Verdicts));
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(() => transfer.SendAsync(plan));
        Assert.Equal(plan.Refusals.Sum(static refusal => refusal.Verdicts.Count), refused.Verdicts.Count);
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task Ids_and_transactions_are_refused_where_the_platform_takes_none()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Narrow);
        var keeping = await new FhirTransfer(sandbox.Client(), new() { Ids = FhirTransferIds.Keep }).PlanAsync(new[] { new Patient { Id = "p" } }.ToAsyncEnumerable());
        Assert.Equal("PUT Patient", Assert.Single(keeping.Refusals).Request);
        var together = await new FhirTransfer(sandbox.Client(), new() { MaximumTransactionEntries = 50 }).PlanAsync(new[] { new Patient { Id = "p" } }.ToAsyncEnumerable());
        Assert.Equal("POST transaction", Assert.Single(together.Refusals).Request);
    }

    [Fact]
    public async Task What_is_refused_is_left_out_by_name_with_all_that_need_it()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Narrow);
        var result = await new FhirTransfer(sandbox.Client(), new() { SkipsRefused = true }).MoveAsync(Resources);

        // The loop of organizations cannot be closed, and so nothing of it is begun.
        Assert.Equal(["Practitioner/d"], result.Entries.Where(static entry => entry.IsSuccess).Select(static entry => entry.Source));
        Assert.Equal(6, result.Failures.Count());
        Assert.All(result.Failures, static entry => Assert.NotNull(entry.Error));
        Assert.Equal("Patient.managingOrganization refers to a resource that was not moved.", result.Entries.Single(static entry => entry.Source == "Patient/p").Error!.Message);
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task What_was_fetched_in_part_is_not_moved_as_if_it_were_whole()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        var result = await new FhirTransfer(sandbox.Client()).MoveAsync(new Patient { Id = "p", Meta = new() { Tag = { new Coding { Code = "SUBSETTED" } } } });
        Assert.IsType<FhirCapabilityException>(Assert.Single(result.Failures).Error);
        Assert.Equal(0, sandbox.Count);
    }
}
