using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>
/// Includes, chains and <c>_has</c> along references and canonicals: https://hl7.org/fhir/R4/references.html,
/// https://hl7.org/fhir/R4/search.html#include.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly Resource[] Questionnaires =
    [
        new Questionnaire { Id = "q", Url = "http://ex/q", Version = "1", Status = PublicationStatus.Active },
        new QuestionnaireResponse { Id = "qr", Status = QuestionnaireResponseStatus.Completed, Questionnaire = "http://ex/q|1" },
    ];

    // Case 24: canonicals lead to the resource that has them as its url.
    [Theory]
    [InlineData("QuestionnaireResponse?_id=qr&_include=QuestionnaireResponse:questionnaire", "qr q")]
    [InlineData("QuestionnaireResponse?_id=qr&_include=QuestionnaireResponse:questionnaire:Questionnaire", "qr q")]
    [InlineData("QuestionnaireResponse?_id=qr&_include=*", "qr q")]
    [InlineData("Questionnaire?_id=q&_revinclude=QuestionnaireResponse:questionnaire", "q qr")]
    [InlineData("QuestionnaireResponse?questionnaire.version=1", "qr")]
    [InlineData("QuestionnaireResponse?questionnaire.version=2", "")]
    [InlineData("Questionnaire?_has:QuestionnaireResponse:questionnaire:status=completed", "q")]
    [InlineData("Questionnaire?_has:QuestionnaireResponse:questionnaire:status=stopped", "")]
    [InlineData("QuestionnaireResponse?questionnaire=http://ex/q|1", "qr")]
    [InlineData("QuestionnaireResponse?questionnaire=http://ex/q", "qr")]
    [InlineData("QuestionnaireResponse?questionnaire=http://ex/q|2", "")]
    [InlineData("QuestionnaireResponse?questionnaire:below=http://ex/q|1", "qr")]
    public async Task Canonical_LeadsToItsResource(string url, string expected) => Assert.Equal(expected, await IdsOfAsync(url, Questionnaires));

    // Among so many that an index is asked first.
    [Theory]
    [InlineData("QuestionnaireResponse?questionnaire.version=1", "qr")]
    [InlineData("Questionnaire?_has:QuestionnaireResponse:questionnaire:status=completed", "q")]
    [InlineData("QuestionnaireResponse?questionnaire=http://ex/q", "qr")]
    [InlineData("QuestionnaireResponse?questionnaire=http://ex/q|1", "qr")]
    [InlineData("QuestionnaireResponse?_profile=http://ex/p", "qr")]
    [InlineData("QuestionnaireResponse?_profile=http://ex/p|1.2", "qr")]
    [InlineData("QuestionnaireResponse?_profile:below=http://ex/p|1", "qr")]
    [InlineData("QuestionnaireResponse?authored=2020-01-01T00:00:00.1Z", "qr")]
    [InlineData("QuestionnaireResponse?authored=lt0001-01-01T00:00:00Z", "early")]
    public async Task Index_FindsTheSame(string url, string expected)
    {
        Resource[] many = [.. Enumerable.Range(0, 100).SelectMany(static i => (Resource[])
        [
            new Questionnaire { Id = "q" + i, Url = "http://ex/q" + i, Version = "2", Status = PublicationStatus.Active },
            new QuestionnaireResponse { Id = "qr" + i, Status = QuestionnaireResponseStatus.Stopped, Questionnaire = "http://ex/q" + i, Authored = FhirDateTime.Parse("2020-01-01T00:00:00.2Z") },
        ])];
        var response = (QuestionnaireResponse)Questionnaires[1].DeepClone();
        response.Meta = new Meta { Profile = { "http://ex/p|1.2" } };
        response.Authored = FhirDateTime.Parse("2020-01-01T00:00:00.123456789Z");
        var early = new QuestionnaireResponse { Id = "early", Status = QuestionnaireResponseStatus.Stopped, Authored = FhirDateTime.Parse("0001-01-01T00:00:00+14:00") };

        Assert.Equal(expected, await IdsOfAsync(url, [.. many, Questionnaires[0], response, early]));
    }

    [Theory]
    [InlineData("http://ex/q", "ten")]
    [InlineData("http://ex/q|9", "nine")]
    [InlineData("http://ex/q|1.10", "ten")]
    [InlineData("http://ex/q|3", "")]
    [InlineData("http://ex/other", "")]
    [InlineData("#q", "")]
    public async Task Canonical_WithoutVersion_LeadsToTheNewest(string canonical, string expected)
    {
        Resource[] resources =
        [
            new Questionnaire { Id = "ten", Url = "http://ex/q", Version = "1.10", Status = PublicationStatus.Active },
            new Questionnaire { Id = "two", Url = "http://ex/q", Version = "1.9", Status = PublicationStatus.Active },
            new Questionnaire { Id = "none", Url = "http://ex/q", Status = PublicationStatus.Active },
            new QuestionnaireResponse { Id = "qr", Status = QuestionnaireResponseStatus.Completed, Questionnaire = canonical },
        ];
        var nine = canonical.EndsWith("|9", StringComparison.Ordinal);
        if (nine)
        {
            resources = [.. resources, new Questionnaire { Id = "nine", Url = "http://ex/q", Version = "9", Status = PublicationStatus.Active }];
        }

        Assert.Equal(("qr " + expected).Trim(), await IdsOfAsync("QuestionnaireResponse?_id=qr&_include=QuestionnaireResponse:questionnaire", resources));
    }

    [Theory]
    [InlineData("Patient/p1", "l p1")]
    [InlineData("BASE/Patient/p1", "l p1")]
    [InlineData("https://other.example.org/fhir/Patient/p1", "l")]
    [InlineData("urn:uuid:p1", "l")]
    [InlineData("#p1", "l")]
    [InlineData("Patient/p1/extra/p1", "l")]
    [InlineData("x/Patient/p1", "l")]
    public async Task Reference_LeadsToThisServerOnly(string reference, string expected)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var observation = People.Laboratory("l", "p1");
        observation.Subject!.Reference = reference.Replace("BASE/", sandbox.BaseUrl.ToString(), StringComparison.Ordinal);
        await sandbox.LoadAsync(People.Patient("p1"), observation);
        var http = sandbox.CreateHttpClient();
        var isLocal = expected != "l";

        Assert.Equal(expected, await IdsOfAsync(http, "Observation?_id=l&_include=Observation:subject"));
        Assert.Equal(isLocal ? "l" : "", await IdsOfAsync(http, "Observation?subject.family=Muster"));
        Assert.Equal(isLocal ? "p1" : "", await IdsOfAsync(http, "Patient?_has:Observation:subject:code=718-7"));
        Assert.Equal(isLocal ? "p1 l" : "p1", await IdsOfAsync(http, "Patient?_id=p1&_revinclude=Observation:subject"));
    }

    [Theory]
    [InlineData("Patient/p1/_history/1", "First", "1")]
    [InlineData("Patient/p1/_history/2", "Second", "2")]
    [InlineData("Patient/p1", "Third", "3")]
    [InlineData("Patient/p1/_history/9", null, null)]
    [InlineData("Patient/p1/_history/x", null, null)]
    public async Task Include_OfAVersion_GivesThatVersion(string reference, string? family, string? version)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var observation = People.Laboratory("l", "p1");
        observation.Subject!.Reference = reference;
        foreach (var name in new[] { "First", "Second", "Third" })
        {
            await sandbox.LoadAsync(People.Patient("p1", name));
        }

        await sandbox.LoadAsync(observation);
        var bundle = await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?_id=l&_include=Observation:subject");
        var included = bundle.Included<Patient>().SingleOrDefault();

        Assert.Equal((family, version), (included?.Name[0].Family, included?.Meta!.VersionId));
    }

    [Fact]
    public async Task Include_OfADeletedResource_GivesNothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var observation = People.Laboratory("l", "p1");
        observation.Subject!.Reference = "Patient/p1/_history/1";
        await sandbox.LoadAsync(People.Patient("p1"), observation);
        var http = sandbox.CreateHttpClient();
        using var deleted = await http.DeleteAsync("Patient/p1");

        Assert.True(deleted.IsSuccessStatusCode);
        Assert.Equal("l", await IdsOfAsync(http, "Observation?_id=l&_include=Observation:subject"));
    }

    [Fact]
    public async Task Include_Iterated_GoesAsFarAsItLeadsAndEndsInACircle()
    {
        const int Length = 40;
        var chain = Enumerable.Range(0, Length).Select(i => (Resource)new Organization
        {
            Id = "o" + i,
            PartOf = new ResourceReference { Reference = "Organization/o" + ((i + 1) % Length) },
        }).ToArray();
        var all = string.Join(' ', chain.Select(static one => one.Id));

        Assert.Equal(all, await IdsOfAsync("Organization?_id=o0&_include:iterate=Organization:partof", chain));
        Assert.Equal("o0 o1", await IdsOfAsync("Organization?_id=o0&_include=Organization:partof", chain));
        Assert.Equal(
            string.Join(' ', chain.Select(static one => one.Id).Skip(1).Reverse().Prepend("o0")),
            await IdsOfAsync("Organization?_id=o0&_revinclude:iterate=Organization:partof", chain));
    }

    [Fact]
    public async Task Include_OfSeveralPaths_GivesEachResourceOnce()
    {
        var observation = People.Laboratory("l", "p1");
        observation.Performer.Add(new ResourceReference { Reference = "Patient/p1" });
        observation.Performer.Add(new ResourceReference { Reference = "Patient/p1" });

        Assert.Equal("l p1", await IdsOfAsync(
            "Observation?_id=l&_include=Observation:subject&_include=Observation:performer&_include=*", People.Patient("p1"), observation));
    }

    // Case 21: neither case nor accents count, in any script.
    [Theory]
    [InlineData("Nguyễn", "Nguyen")]
    [InlineData("ΤΖΌΖΕΦ", "ΤΖΟΖΕΦ")]
    [InlineData("Королёв", "Королев")]
    [InlineData("ガーデン", "カ\u3099ーテ\u3099ン")]
    [InlineData("GROẞMANN", "grossmann")]
    [InlineData("Ｓｍｉｔｈ", "smith")]
    public async Task Family_IsFoundWithoutItsAccents(string family, string searched) =>
        Assert.Equal("p1", await IdsOfAsync("Patient?family=" + Uri.EscapeDataString(searched), People.Patient("p1", family)));

    // Case 23: the system of a code is that of its binding.
    [Theory]
    [InlineData("Patient?gender=http://hl7.org/fhir/administrative-gender|male", "m")]
    [InlineData("Patient?gender=http://hl7.org/fhir/observation-status|male", "")]
    [InlineData("Patient?gender=http://hl7.org/fhir/anything|male", "")]
    [InlineData("Patient?gender:not=http://hl7.org/fhir/wrong|male", "m n")]
    public async Task Gender_HasOneSystem(string url, string expected)
    {
        var man = People.Patient("m");
        man.Gender = AdministrativeGender.Male;
        Assert.Equal(expected, await IdsOfAsync(url, man, People.Patient("n")));
    }

    // At the ends of .NET's time and numbers there is an answer, and no error of the server's.
    [Theory]
    [InlineData("Observation?date=lt0001-01-01T00:00:00Z", "first")]
    [InlineData("Observation?date=gt9999", "last")]
    [InlineData("Observation?date=ap0001", "first")]
    [InlineData("Observation?date=ap9999-12-31T23:59:59-12:00", "last")]
    [InlineData("Observation?date:missing=false&_sort=date", "first last")]
    [InlineData("Observation?date:missing=false&_sort=-date", "last first")]
    [InlineData("Observation?value-quantity=gt1e399", "first")]
    [InlineData("Observation?value-quantity=lt1e-399", "last")]
    [InlineData("Observation?value-quantity:missing=false&_sort=value-quantity", "last first")]
    public async Task Extremes_AreAnswered(string url, string expected)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(Read("first", "0001-01-01T00:00:00+14:00", "1e400"), Read("last", "9999-12-31T23:59:59.9999999-12:00", "1e-400"));

        Assert.Equal(expected, await IdsOfAsync(sandbox.CreateHttpClient(), url));
    }

    [Theory]
    [InlineData("Observation?date=10000-01-01")]
    [InlineData("Observation?date=0000")]
    [InlineData("Observation?date=2020-01-01T10:00:00+15:00")]
    [InlineData("Observation?value-quantity=1e99999999999999999999")]
    [InlineData("Patient?family=%CC%81")]
    public async Task Value_ThatIsNone_Is400(string url)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        using var response = await sandbox.CreateHttpClient().GetAsync(url);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static Resource Read(string id, string effective, string value) => FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(
        """{"resourceType":"Observation","id":"ID","status":"final","code":{"text":"x"},"effectiveDateTime":"DATE","valueQuantity":{"value":VALUE}}"""
            .Replace("ID", id, StringComparison.Ordinal).Replace("DATE", effective, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal)));

    private static async Task<string> IdsOfAsync(string url, params Resource[] resources)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(resources.Select(static resource => (Resource)resource.DeepClone()).ToArray());
        return await IdsOfAsync(sandbox.CreateHttpClient(), url);
    }

    private static async Task<string> IdsOfAsync(HttpClient http, string url) =>
        string.Join(' ', (await http.GetAsync<Bundle>(url)).Entry.Select(static entry => entry.Resource).Where(static resource => resource is not OperationOutcome).Select(static resource => resource!.Id));
}
