using System.Net;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace FhirTyped.Gateway.Tests;

public sealed class TransformTests
{
    [Fact]
    public async Task H42_an_async_handlers_resource_is_the_answer()
    {
        await using var sandboxes = await Sandboxes.StartAsync();
        await using var gateway = await sandboxes.GatewayAsync(app => app.MapFhirTransform<Patient>(async (patient, sources, cancellationToken) =>
        {
            await Task.Yield();
            var labs = await sources.SearchAsync<Observation>("patient=" + patient.Id + "&_count=10", cancellationToken: cancellationToken);
            patient.Name.Clear();
            patient.MultipleBirth = new IntegerElement(labs.Count);
            return patient;
        }));

        var answer = await gateway.GetAsync("/fhir/transform/Patient/p1?source=hapi");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal(25, answer.Json["multipleBirthInteger"]!.GetValue<int>());
        Assert.Equal(["read", "search-type", "search-page", "search-page"], (await gateway.AuditAsync()).Select(static entry => entry.Action));
    }

    [Theory]
    [InlineData("/fhir/transform/Patient/p1", HttpStatusCode.BadRequest)]
    [InlineData("/fhir/transform/Patient/p1?source=nowhere", HttpStatusCode.BadRequest)]
    [InlineData("/fhir/transform/Patient/gone?source=hapi", HttpStatusCode.NotFound)]
    [InlineData("/fhir/transform/Patient/p2?source=hapi", HttpStatusCode.InternalServerError)]
    [InlineData("/fhir/transform/Observation/x?source=hapi", HttpStatusCode.NotFound)]
    public async Task What_goes_wrong_is_told_without_what_the_handler_had_read(string path, HttpStatusCode expected)
    {
        await using var sandboxes = await Sandboxes.StartAsync();
        await using var gateway = await sandboxes.GatewayAsync(static app => app.MapFhirTransform<Patient>(static (patient, _, _) =>
            patient.Id == "p2" ? throw new InvalidOperationException(patient.Name[0].Family) : Task.FromResult<Resource>(patient)));

        var answer = await gateway.GetAsync(path);

        Assert.Equal(expected, answer.Status);
        Assert.DoesNotContain("Muster", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H43_an_aggregate_asks_all_sources_and_says_from_where_each_resource_is()
    {
        await using var sandboxes = await Sandboxes.StartAsync();
        await using var gateway = await sandboxes.GatewayAsync(static app => app.MapFhirAggregate<Observation>());

        var answer = await gateway.GetAsync("/fhir/aggregate/Observation?patient=hapi:p1&patient=medplum:m1&sources=hapi&sources=medplum");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        var sources = answer.Json["entry"]!.AsArray().GroupBy(static entry => entry!["resource"]!["meta"]!["source"]!.GetValue<string>()).ToDictionary(static group => group.Key, static group => group.Count());
        Assert.Equal(25, sources[gateway.Address.AbsoluteUri + "api/fhir/hapi/"]);
        Assert.Equal(3, sources[gateway.Address.AbsoluteUri + "api/fhir/medplum/"]);
        Assert.Equal(28, answer.Json["total"]!.GetValue<int>());
        Assert.NotNull(answer.Json["entry"]![0]!["resource"]!["meta"]!["lastUpdated"]);
    }

    [Fact]
    public async Task A_source_that_fails_takes_nothing_from_the_others()
    {
        await using var sandboxes = await Sandboxes.StartAsync();
        await using var gateway = await sandboxes.GatewayAsync(static app => app.MapFhirAggregate<Observation>());
        sandboxes.Medplum.FailNext(HttpStatusCode.Forbidden, OperationOutcome.Of(IssueSeverity.Error, IssueType.Forbidden, "not for you"));

        var answer = await gateway.GetAsync("/fhir/aggregate/Observation?patient=p1&sources=hapi,medplum");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        var outcome = Assert.Single(answer.Json["entry"]!.AsArray(), static entry => entry!["search"]!["mode"]!.GetValue<string>() == "outcome");
        Assert.StartsWith("medplum: ", outcome!["resource"]!["issue"]![0]!["diagnostics"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(26, answer.Json["entry"]!.AsArray().Count);
        Assert.Null(answer.Json["total"]);
    }

    [Theory]
    [InlineData("?patient=p1&sources=nowhere", HttpStatusCode.BadRequest)]
    [InlineData("?patient=p1&sources=", HttpStatusCode.BadRequest)]
    [InlineData("?patient=hapi:p1&sources=hapi,medplum", HttpStatusCode.BadRequest)]
    [InlineData("?patient=&sources=hapi", HttpStatusCode.BadRequest)]
    [InlineData("?patient=p1&patient=p2&sources=hapi", HttpStatusCode.BadRequest)]
    [InlineData("?patient=p1&sources=hapi&nonsense=1", HttpStatusCode.BadGateway)]
    public async Task An_aggregate_that_would_ask_for_something_else_is_refused(string query, HttpStatusCode expected)
    {
        await using var sandboxes = await Sandboxes.StartAsync();
        await using var gateway = await sandboxes.GatewayAsync(static app => app.MapFhirAggregate<Observation>());

        var answer = await gateway.GetAsync("/fhir/aggregate/Observation" + query);

        Assert.True(expected == answer.Status, answer.Status + answer.Body);
        Assert.DoesNotContain(sandboxes.Hapi.Requests, static request => request.Interaction == "search-type");
    }

    [Fact]
    public async Task What_is_served_is_listed()
    {
        await using var sandboxes = await Sandboxes.StartAsync();
        await using var gateway = await sandboxes.GatewayAsync(static app =>
        {
            app.MapFhirTransform<Patient>(static (patient, _, _) => Task.FromResult<Resource>(patient));
            app.MapFhirAggregate<Observation>();
        });

        var status = (await gateway.GetAsync("/fhir/status")).Json;
        var metadata = (await gateway.GetAsync("/fhir/metadata")).Body;

        Assert.Equal(["Patient"], status["transforms"]!.AsArray().Select(static one => one!.GetValue<string>()));
        Assert.Equal(["Observation"], status["aggregates"]!.AsArray().Select(static one => one!.GetValue<string>()));
        Assert.IsType<CapabilityStatement>(FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(metadata), FhirJsonOptions.Strict));
        Assert.Contains("/fhir/aggregate/Observation", metadata, StringComparison.Ordinal);
    }

    private sealed record Sandboxes(FhirSandbox Hapi, FhirSandbox Medplum) : IAsyncDisposable
    {
        public static async Task<Sandboxes> StartAsync()
        {
            var hapi = await FhirSandbox.StartAsync(RestGateway.Platform("hapi"));
            var medplum = await FhirSandbox.StartAsync(RestGateway.Platform("medplum"));
            await hapi.LoadAsync(TestRecords.Of("p1", 25).Concat(TestRecords.Of("p2", 0)));
            await medplum.LoadAsync(TestRecords.Of("m1", 3));
            return new(hapi, medplum);
        }

        public Task<RestGateway> GatewayAsync(Action<WebApplication> map) => RestGateway.StartAsync(
            options =>
            {
                options.Platforms["hapi"] = RestGateway.Open(Hapi.BaseUrl);
                options.Platforms["medplum"] = RestGateway.Open(Medplum.BaseUrl);
            },
            map: map);

        public async ValueTask DisposeAsync()
        {
            await Hapi.DisposeAsync();
            await Medplum.DisposeAsync();
        }
    }
}
