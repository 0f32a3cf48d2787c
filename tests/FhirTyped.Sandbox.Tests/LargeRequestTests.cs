using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Requests with very many parts: each is answered, and costs as much as it is long.</summary>
public sealed class LargeRequestTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("code=718-7&", 10_000)]
    [InlineData("date=ge2020&", 10_000)]
    [InlineData("patient=p1&", 10_000)]
    [InlineData("_sort=-date,date,_id&", 10_000)]
    [InlineData("patient.family=Muster&", 2_000)]
    public async Task ManyParameters_AreCarriedOut(string parameter, int count)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Observation/_search",
            string.Concat(Enumerable.Repeat(parameter, count)) + "code=718-7", Form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(100, (await response.ReadAsync<Bundle>()).Total);
    }

    [Theory]
    [InlineData("code", "718-7")]
    [InlineData("patient", "p1")]
    [InlineData("subject", "Patient/p1")]
    [InlineData("_id", "lab-0")]
    public async Task ManyValues_AreCarriedOut(string parameter, string value)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Observation/_search",
            parameter + "=" + string.Concat(Enumerable.Range(0, 20_000).Select(static index => "none" + index + ",")) + value, Form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(parameter == "_id" ? 1 : 100, (await response.ReadAsync<Bundle>()).Total);
    }

    [Fact]
    public async Task ManyReferences_InOneResource_AreFound()
    {
        await using var sandbox = await StartAsync();
        var list = new List { Id = "l1", Status = ListStatus.Current, Mode = ListMode.Working };
        list.Entry.AddRange(Enumerable.Range(0, 20_000).Select(static index => new ListEntry { Item = new ResourceReference { Reference = "Observation/lab-" + index } }));
        var http = sandbox.CreateHttpClient();
        await sandbox.LoadAsync(list);
        await sandbox.LoadAsync(Enumerable.Range(2, 50).Select(static index => new List { Id = "l" + index, Status = ListStatus.Current, Mode = ListMode.Working }));

        Assert.Equal(["l1"], (await http.GetAsync<Bundle>("List?item=Observation/lab-19999")).Ids());
        Assert.Equal(101, (await http.GetAsync<Bundle>("List?item=Observation/lab-19999&_include=List:item")).Entry.Count);
    }

    [Fact]
    public async Task ARegularExpressionThatRunsAway_EndsThePatch_WithAnOutcome()
    {
        var name = new string('a', 60);
        var (status, issue) = await Patches.RefusedAsync(
            $$"""{"resourceType":"Patient","id":"p1","name":[{"family":"{{name}}!"}]}""",
            Patches.Of("delete", "Patient.name.where(family.matches('^(?=(a+)+$)b')).family"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("takes too long", issue.Diagnostics, StringComparison.Ordinal);
        Assert.DoesNotContain(name, issue.Diagnostics, StringComparison.Ordinal);
        Assert.Equal(["Parameters.parameter[0]"], issue.Expression);
    }

    private static async Task<FhirSandbox> StartAsync()
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync([People.Patient("p1"), .. People.Laboratories(100, "p1")]);
        return sandbox;
    }
}
