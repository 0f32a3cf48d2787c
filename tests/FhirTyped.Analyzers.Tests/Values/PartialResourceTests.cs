using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Values;

/// <summary>FHT1209 and FHT1210.</summary>
public sealed class PartialResourceTests
{
    private const string Names = "mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Elements|}(\"name\"))";

    [Theory]
    [InlineData("await foreach (var who in " + Names + ") { Console.WriteLine(who.{|FHT1209:BirthDate|}); }")]
    [InlineData("await foreach (var who in " + Names + ".ViaPost().ConfigureAwait(false)) { Console.WriteLine(who.{|FHT1209:Telecom|}.Count); }")]
    [InlineData("var who = await " + Names + ".FirstOrDefaultAsync(); Console.WriteLine(who?.{|FHT1209:BirthDate|});")]
    [InlineData("foreach (var who in await " + Names + ".ToListAsync(5)) { Console.WriteLine(who.{|FHT1209:ManagingOrganization|}); }")]
    [InlineData("var all = await " + Names + ".ToListAsync(5); Console.WriteLine(all[0].{|FHT1209:Gender|});")]
    [InlineData("var all = await " + Names + ".ToListAsync(5); Console.WriteLine(all.Count(p => p.{|FHT1209:Address|}.Count > 1));")]
    [InlineData("var search = " + Names + "; await foreach (var page in search.Pages()) { Console.WriteLine(page.Matches[0].{|FHT1209:BirthDate|}); }")]
    [InlineData("await foreach (var o in mercy.Observation.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\").{|FHT1012:Elements|}(\"code\"))) { Console.WriteLine(o.{|FHT1209:Value|}); }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Summary|}(SummaryMode.True))) { Console.WriteLine(who.{|FHT1209:MaritalStatus|}); }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Summary|}(SummaryMode.Text))) { Console.WriteLine(who.{|FHT1209:BirthDate|}); }")]
    [InlineData("await foreach (var who in " + Names + ") { Console.WriteLine(who.Name.Count); }")]
    [InlineData("await foreach (var who in " + Names + ") { Console.WriteLine(who.Id + who.Meta); }")]
    [InlineData("await foreach (var who in " + Names + ") { Console.WriteLine(who.Active); }")]
    [InlineData("await foreach (var who in " + Names + ") { who.BirthDate = null; }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\"))) { Console.WriteLine(who.BirthDate); }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Summary|}(SummaryMode.Data))) { Console.WriteLine(who.MaritalStatus); }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Summary|}(SummaryMode.False))) { Console.WriteLine(who.MaritalStatus); }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Elements|}(id))) { Console.WriteLine(who.BirthDate); }")]
    [InlineData("await foreach (var o in mercy.Observation.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\").{|FHT1012:Elements|}(\"value\"))) { Console.WriteLine(o.Value is Quantity ? o.Status : null); }")]
    [InlineData("await foreach (var o in mercy.Observation.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\").{|FHT1012:Elements|}(\"value[x]\"))) { Console.WriteLine(o.Value); }")]
    [InlineData("var who = await " + Names + ".FirstOrDefaultAsync(); who = await mercy.Patient.ReadAsync(id); Console.WriteLine(who.BirthDate);")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => { q.Family.StartsWith(\"S\"); if (id.Length > 3) { q.{|FHT1012:Elements|}(\"name\"); } })) { Console.WriteLine(who.BirthDate); }")]
    public Task Read_OfWhatWasNotFetched(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await foreach (var who in " + Names + ") { await mercy.Patient.UpdateAsync({|FHT1210:who|}); }")]
    [InlineData("var who = await " + Names + ".FirstOrDefaultAsync(); await mercy.Patient.UpdateAsync({|FHT1210:who|}!);")]
    [InlineData("foreach (var one in await mercy.Patient.Search(q => q.Family.StartsWith(\"S\").{|FHT1012:Summary|}(SummaryMode.Data)).ToListAsync(3)) { await mercy.Patient.UpdateAsync({|FHT1210:one|}); }")]
    [InlineData("await foreach (var who in mercy.Patient.Search(q => q.Family.StartsWith(\"S\"))) { await mercy.Patient.UpdateAsync(who); }")]
    [InlineData("await foreach (var who in " + Names + ") { await mercy.Patient.ModifyAsync(who.Id!, p => p.Active = true); }")]
    [InlineData("await foreach (var who in " + Names + ") { var whole = await mercy.Patient.{|FHT1501:ReadAsync|}(who.Id!); await mercy.Patient.UpdateAsync(whole); break; }")]
    public Task Update_WithAPart(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("FHT1209", "await foreach (var who in " + Names + ") { Console.WriteLine(who.{|FHT1209:BirthDate|}); }", DiagnosticSeverity.Warning)]
    [InlineData("FHT1210", "await foreach (var who in " + Names + ") { await mercy.Patient.UpdateAsync({|FHT1210:who|}); }", DiagnosticSeverity.Error)]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body, DiagnosticSeverity severity)
    {
        Assert.Equal(severity, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body), finding => finding.Id == id).Severity);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Info)), finding => finding.Id == id).Severity);
    }
}
