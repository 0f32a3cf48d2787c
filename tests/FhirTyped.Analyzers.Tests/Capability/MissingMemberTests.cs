using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Capability;

public sealed class MissingMemberTests
{
    [Theory]
    [InlineData("epic.{|FHT1001:SupplyDelivery|}.Search(q => q.All());")]
    [InlineData("_ = epic.{|FHT1001:SupplyDelivery|};")]
    [InlineData("_ = epic?.{|FHT1001:SupplyDelivery|};")]
    [InlineData("await epic.{|FHT1001:SupplyDelivery|}.ReadAsync(id);")]
    [InlineData("_ = mercy.{|FHT1001:Medication|};")]
    [InlineData("_ = mercy.{|FHT1001:Observaton|};")]
    [InlineData("_ = mercy.{|FHT1001:Patients|};")]
    [InlineData("_ = oracle.{|FHT1001:SupplyDelivery|};")]
    public Task ResourceThatThePlatformLacks_IsReportedAtItsName(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.Patient;")]
    [InlineData("_ = mercy.Task;")]
    [InlineData("_ = mercy.Frobnicate;")]
    [InlineData("mercy.DoSomething();")]
    [InlineData("_ = id.SupplyDelivery;")]
    [InlineData("_ = new { Medication = 1 }.Medication;")]
    public Task NeighboursOfAMissingResource_AreNot(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await epic.Patient.{|FHT1002:DeleteAsync|}(id);")]
    [InlineData("await mercy.Patient.{|FHT1002:DeleteAsync|}(id, CancellationToken.None);")]
    [InlineData("await mercy.Patient.{|FHT1002:CreateAsync|}(patient);")]
    [InlineData("await mercy.Patient.{|FHT1002:PatchAsync|}(id, new JsonPatch());")]
    [InlineData("await mercy.Patient.{|FHT1002:VReadAsync|}(id, \"1\");")]
    [InlineData("_ = mercy.Patient.{|FHT1002:History|}(id);")]
    [InlineData("_ = mercy.Patient.{|FHT1002:History|}();")]
    [InlineData("await mercy.Observation.{|FHT1002:UpdateAsync|}(new Observation());")]
    [InlineData("await mercy.Observation.{|FHT1002:ModifyAsync|}(id, o => o.Id = id);")]
    [InlineData("await mercy.Condition.{|FHT1002:ReadAsync|}(id);")]
    [InlineData("await mercy.Condition.{|FHT1002:TryReadAsync|}(id);")]
    [InlineData("_ = mercy.Organization.{|FHT1002:Search|}(q => q.All());")]
    [InlineData("_ = mercy?.Organization?.{|FHT1002:Search|}(q => q.All());")]
    [InlineData("Func<string, Task> delete = mercy.Patient.{|FHT1002:DeleteAsync|};")]
    public Task InteractionThatThePlatformLacks_IsReportedAtItsName(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await mercy.Patient.ReadAsync(id);")]
    [InlineData("await mercy.Patient.UpdateAsync(patient);")]
    [InlineData("await mercy.Patient.ModifyAsync(id, p => p.Active = true);")]
    [InlineData("await mercy.Patient.ReadAsync(42);")]
    [InlineData("await mercy.Patient.FrobnicateAsync(id);")]
    [InlineData("await new System.Net.Http.HttpClient().DeleteAsync(id);")]
    public Task NeighboursOfAMissingInteraction_AreNot(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.Patient.Search(q => q.{|FHT1003:Deceased|}.Is(true));")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:BirthDate|}.On(2000, 1, 1));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).{|FHT1003:Phone|}.Is(id));")]
    [InlineData("_ = mercy.Patient.Search(q => { q.{|FHT1003:Email|}.Is(id); });")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id).Sort(x => x.{|FHT1003:RecordedDate|}));")]
    public Task ParameterThatThePlatformLacks_IsReportedAtItsName(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Birthdate.On(2000, 1, 1));")]
    [InlineData("_ = mercy.Patient.Search(q => q.AddressCity.StartsWith(id));")]
    public Task NeighboursOfAMissingParameter_AreNot(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.{|FHT1001:SupplyDelivery|};", "Epic does not support SupplyDelivery (statement of 2026-07-24)")]
    [InlineData("_ = mercy.{|FHT1001:Observaton|};", "did you mean 'Observation'?")]
    [InlineData("await mercy.Patient.{|FHT1002:DeleteAsync|}(id);", "Mercy does not support delete on Patient; it declares read, update, search-type (statement of 2026-01-31)")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:BirthDat|}.On(2000, 1, 1));", "did you mean 'birthdate'?")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:Dob|}.On(2000, 1, 1));", "did you mean 'birthdate'?")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:DateOfBirth|}.On(2000, 1, 1));", "did you mean 'birthdate'?")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:Mrn|}.Is(\"urn:mrn\", id));", "did you mean 'identifier'?")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:LastName|}.StartsWith(id));", "did you mean 'family'?")]
    [InlineData("_ = mercy.Patient.Search(q => q.Where({|FHT1003:\"sex\"|}, \"male\"));", "did you mean 'gender'?")]
    [InlineData("_ = mercy.Patient.Search(q => q.Where({|FHT1003:\"zip\"|}, id));", "Mercy does not support the search parameter 'zip' of Patient (statement of 2026-01-31).")]
    [InlineData("_ = mercy.{|FHT1001:Vitals|};", "did you mean 'Observation'?")]
    [InlineData("_ = mercy.{|FHT1001:Doctor|};", "Mercy does not support 'Doctor', which is not a resource type of FHIR R4 (statement of 2026-01-31).")]
    [InlineData("_ = mercy.{|FHT1001:Medicaton|};", "Mercy does not support 'Medicaton', which is not a resource type of FHIR R4 (statement of 2026-01-31).")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1003:Deceased|}.Is(true));", "Mercy does not support the search parameter 'deceased' of Patient (statement of 2026-01-31)")]
    public async Task Message_NamesPlatformSourceAndWhatToDo(string body, string expected)
    {
        var found = await AnalyzerRun.VerifyBodyAsync(body);

        Assert.Contains(expected, Assert.Single(found).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingMember_StandsBesideTheCompilersOwnError()
    {
        const string Body = "_ = epic.SupplyDelivery;";
        var compilation = AnalyzerRun.Compile(
            "using Acme; using FhirTyped.R4; using System; using System.Threading; using System.Threading.Tasks;\n" + AnalyzerRun.InMethod(Body));

        Assert.Equal("CS1061", Assert.Single(compilation.GetDiagnostics(), static problem => problem.Severity == DiagnosticSeverity.Error).Id);
    }

    [Theory]
    [InlineData("FHT1001", "_ = epic.SupplyDelivery;")]
    [InlineData("FHT1002", "await epic.Patient.DeleteAsync(id);")]
    [InlineData("FHT1003", "_ = epic.Patient.Search(q => q.Deceased.Is(true));")]
    public Task EditorConfig_SilencesTheRule(string id, string body) => AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Suppress));
}
