using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class SearchTests
{
    [Fact]
    public async Task Search_WithoutWhatEpicNeeds_Is400AndSaysWhat()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Laboratory("l1", "p1"));
        using var response = await sandbox.CreateHttpClient().GetAsync("Observation?patient=p1");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("category", await response.DiagnosticsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Observation?patient=p1&category=laboratory&date=sa2026-01-01")]
    [InlineData("Observation?patient=p1&category=no-such-category")]
    [InlineData("Observation?patient=p1&subject=p1&category=laboratory")]
    [InlineData("Patient?family:text=Muster&_count=x")]
    public async Task Search_WithAValueOrFormThatEpicRefuses_Is400(string url)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        using var response = await sandbox.CreateHttpClient().GetAsync(url);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.ReadAsync<OperationOutcome>()).HasErrors);
    }

    [Fact]
    public async Task Search_BesideId_IgnoresTheRestAndLeavesItOutOfSelf()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1", birthDate: "1980-02-03"));
        var bundle = await sandbox.CreateHttpClient().GetAsync<Bundle>("Patient?_id=p1&birthdate=1999-09-09");

        Assert.Equal(["p1"], bundle.Ids());
        Assert.EndsWith("/Patient?_id=p1", bundle.SelfLink, StringComparison.Ordinal);
        Assert.Contains("birthdate", bundle.Outcomes.Single().Issue[0].Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithAnUnknownParameter_IsLenientByDefaultAndStrictOnRequest()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1", "Muster"), People.Patient("p2", "Other"));
        var http = sandbox.CreateHttpClient();
        var bundle = await http.GetAsync<Bundle>("Patient?family=Muster&deceased=true");
        using var strict = await http.SendAsync(HttpMethod.Get, "Patient?family=Muster&deceased=true", null, ("Prefer", "handling=strict"));

        Assert.Equal(["p1"], bundle.Ids());
        Assert.EndsWith("/Patient?family=Muster", bundle.SelfLink, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, strict.StatusCode);
    }

    [Fact]
    public async Task Search_WithAParameterThatOnlyThePlatformDefines_LeavesItOutAndSaysSo()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        var bundle = await sandbox.CreateHttpClient().GetAsync<Bundle>("Patient?family=Muster&own-name=x");

        Assert.DoesNotContain("own-name", bundle.SelfLink, StringComparison.Ordinal);
        Assert.Contains("own-name", bundle.Outcomes.Single().Issue[0].Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ByPost_TakesCriteriaFromFormAndQuery()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1", "Muster", "Erika"), People.Patient("p2", "Muster", "Max"));
        using var response = await sandbox.CreateHttpClient().SendAsync(
            HttpMethod.Post, "Patient/_search?given=Max", "family=Muster", "application/x-www-form-urlencoded");

        Assert.Equal(["p2"], (await response.ReadAsync<Bundle>()).Ids());
    }

    [Fact]
    public async Task Search_WhereThePlatformIsKnownNotToBeStrict_StaysLenient()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own("""[{ "resource": "*", "handling_strict": false, "source": "test" }]"""));
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Get, "Patient?family=Muster&nonsense=true", null, ("Prefer", "handling=strict"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Search_ByPostWhereThePlatformRefusesIt_Is405()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own("""[{ "resource": "*", "search_post": false, "source": "test" }]"""));
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Patient/_search", "family=a", "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Include_BringsTheSubjectAndRevIncludeTheProvenance()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(
            People.Patient("p1"), People.Patient("p2"), People.Laboratory("l1", "p1"),
            new Provenance { Id = "v1", Recorded = FhirInstant.Parse("2026-01-01T00:00:00Z"), Target = { new ResourceReference { Reference = "Observation/l1" } } });
        var bundle = await sandbox.CreateHttpClient().GetAsync<Bundle>(
            "Observation?patient=p1&category=laboratory&_include=Observation:subject&_revinclude=Provenance:target");

        Assert.Equal(["l1"], bundle.Ids());
        Assert.Equal(1, bundle.Total);
        Assert.Equal(["p1", "v1"], bundle.Included<Resource>().Select(static resource => resource.Id!));
        Assert.Equal(sandbox.BaseUrl + "Observation/l1", bundle.Entry[0].FullUrl);
    }

    [Fact]
    public async Task Include_ThatThePlatformDoesNotDeclare_IsLeftOut()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"), People.Laboratory("l1", "p1"));
        var http = sandbox.CreateHttpClient();
        var bundle = await http.GetAsync<Bundle>("Observation?code=718-7&_include=Observation:encounter");
        using var strict = await http.SendAsync(HttpMethod.Get, "Observation?code=718-7&_include=Observation:encounter", null, ("Prefer", "handling=strict"));

        Assert.DoesNotContain("_include", bundle.SelfLink, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, strict.StatusCode);
    }

    [Fact]
    public async Task Chain_AndHas_FollowReferences()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1", "Muster"), People.Patient("p2", "Other"), People.Laboratory("l1", "p1"), People.Laboratory("l2", "p2", "2345-7"));
        var http = sandbox.CreateHttpClient();

        Assert.Equal(["l1"], (await http.GetAsync<Bundle>("Observation?subject:Patient.family=Muster")).Ids());
        Assert.Equal(["l2"], (await http.GetAsync<Bundle>("Observation?patient.given=Erika&code=2345-7")).Ids());
        Assert.Equal(["p2"], (await http.GetAsync<Bundle>("Patient?_has:Observation:patient:code=2345-7")).Ids());
    }

    [Fact]
    public async Task Undeclared_CanBeLeftOut()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(), new() { AnswersUndeclared = false });
        await sandbox.LoadAsync(People.Patient("p1"), People.Laboratory("l1", "p1"), People.Laboratory("l2", "p1"));
        var http = sandbox.CreateHttpClient();
        var bundle = await http.GetAsync<Bundle>("Observation?code=718-7&_has:DiagnosticReport:result:status=final");
        // No statement can declare chains: what it does not speak of is carried out.
        var chained = await http.GetAsync<Bundle>("Observation?code=718-7&patient.family=Nobody");

        Assert.Equal(2, bundle.Total);
        Assert.DoesNotContain("_has", bundle.SelfLink, StringComparison.Ordinal);
        Assert.Equal(0, chained.Total);
    }

    [Fact]
    public async Task Sort_IsByTheParameterAndStable()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(
            People.Patient("a", birthDate: "1990-01-01"), People.Patient("b", birthDate: null), People.Patient("c", birthDate: "1970-01-01"), People.Patient("d", birthDate: "1990-01-01"));
        var http = sandbox.CreateHttpClient();

        Assert.Equal(["c", "a", "d", "b"], (await http.GetAsync<Bundle>("Patient?family=Muster&_sort=birthdate")).Ids());
        Assert.Equal(["a", "d", "c", "b"], (await http.GetAsync<Bundle>("Patient?family=Muster&_sort=-birthdate")).Ids());
    }

    [Fact]
    public async Task Summary_AndElements_GiveASubsetAndMarkIt()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var observation = People.Laboratory("l1", "p1");
        observation.Note.Add(new Annotation { Text = "long" });
        await sandbox.LoadAsync(observation);
        var http = sandbox.CreateHttpClient();
        var elements = (await http.GetAsync<Bundle>("Observation?code=718-7&_elements=subject")).Matches<Observation>().Single();
        var summary = (await http.GetAsync<Bundle>("Observation?code=718-7&_summary=true")).Matches<Observation>().Single();
        var count = await http.GetAsync<Bundle>("Observation?code=718-7&_summary=count");

        Assert.Equal("Patient/p1", elements.Subject!.Reference);
        Assert.NotNull(elements.Code);
        Assert.Null(elements.Effective);
        Assert.Equal("SUBSETTED", elements.Meta!.Tag.Single().Code);
        Assert.NotNull(summary.Effective);
        Assert.Empty(summary.Note);
        Assert.Equal("SUBSETTED", summary.Meta!.Tag.Single().Code);
        Assert.Equal(1, count.Total);
        Assert.Empty(count.Entry);
    }

    [Theory]
    [InlineData("Patient?birthdate=someday")]
    [InlineData("Patient?birthdate:missing=perhaps")]
    [InlineData("Observation?patient.birthdate=someday")]
    public async Task Value_WithoutItsParametersForm_Is400AndNotRepeated(string url)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.CreateHttpClient().GetAsync(url);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("someday", await response.DiagnosticsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WhileOthersWrite_SeesOneMomentOnly()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1", "Before"), People.Patient("p2", "Before"));
        var http = sandbox.CreateHttpClient();
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var turn = 0; !done.IsCancellationRequested; turn++)
            {
                var family = turn % 2 == 0 ? "After" : "Before";
                await sandbox.LoadAsync(People.Patient("p1", family), People.Patient("p2", family));
            }
        });
        for (var i = 0; i < 50; i++)
        {
            var families = (await http.GetAsync<Bundle>("Patient?given=Erika")).Matches<Patient>().Select(static patient => patient.Name[0].Family).ToList();
            Assert.Equal(2, families.Count);
            Assert.Equal(families[0], families[1]);
        }

        await done.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Default_OfThePlatform_IsAppliedWhereTheParameterIsAbsent()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own("""[{ "resource": "Patient", "default": {"gender": "female"}, "source": "test" }]"""));
        var man = People.Patient("m");
        man.Gender = AdministrativeGender.Male;
        var woman = People.Patient("w");
        woman.Gender = AdministrativeGender.Female;
        await sandbox.LoadAsync(man, woman);
        var http = sandbox.CreateHttpClient();

        Assert.Equal(["w"], (await http.GetAsync<Bundle>("Patient?family=Muster")).Ids());
        Assert.Equal(["m"], (await http.GetAsync<Bundle>("Patient?family=Muster&gender=male")).Ids());
    }
}
