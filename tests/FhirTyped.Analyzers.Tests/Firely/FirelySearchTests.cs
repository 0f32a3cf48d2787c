using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Firely;

/// <summary>Searches of the Firely SDK's client to a platform whose address is known.</summary>
public sealed class FirelySearchTests
{
    [Theory]
    [InlineData("new SearchParams().Where(\"{|FHT1207:birthDate|}=1980-01-01\")")]
    [InlineData("new SearchParams().Where(\"{|FHT1207:dob|}=1980-01-01\")")]
    [InlineData("new SearchParams().Where($\"{|FHT1003:deceased|}={flag}\")")]
    [InlineData("new SearchParams().Where(\"gender=male\").Where(\"{|FHT1003:phone|}:missing=true\")")]
    [InlineData("new SearchParams().Where(\"{|FHT1004:family:contains|}=x\")")]
    [InlineData("new SearchParams().Where(\"birthdate=1980-01-01\")")]
    [InlineData("new SearchParams().Where($\"family:exact={id}\").Where(\"birthdate=ge1980-01-01\")")]
    [InlineData("new SearchParams().Where(id)")]
    [InlineData("new SearchParams().Where(id + \"=x\")")]
    [InlineData("new SearchParams().Where(\"gender=\" + id)")]
    [InlineData("new SearchParams().Where(\"_id=p\").Where(\"{|FHT1102:gender|}=male\")")]
    [InlineData("new SearchParams().Where(\"{|FHT1101:given|}=x\")")]
    [InlineData("new SearchParams().Where(\"identifier={|FHT1201:12345|}\")")]
    [InlineData("new SearchParams().Where(\"identifier=urn:mrn|12345\")")]
    [InlineData("new SearchParams().Where({|FHT1205:\"gender=\"|})")]
    [InlineData("new SearchParams(\"gender\", \"male\")")]
    [InlineData("new SearchParams(\"{|FHT1003:phone|}\", \"1\")")]
    [InlineData("new SearchParams().Add(\"gender\", \"male\")")]
    [InlineData("new SearchParams().Add(\"gender\", {|FHT1205:\"\"|})")]
    [InlineData("new SearchParams().Add(\"gender\", id)")]
    [InlineData("new SearchParams().Add(id, \"male\")")]
    [InlineData("new SearchParams().Add(\"{|FHT1207:xyzzy|}\", id)")]
    [InlineData("new SearchParams().Where(\"gender=male\").LimitTo({|FHT1110:500|})")]
    [InlineData("new SearchParams().Where(\"gender=male\").LimitTo(100)")]
    [InlineData("new SearchParams().Where(\"gender=male\").LimitTo(id.Length)")]
    [InlineData("new SearchParams { Count = {|FHT1110:500|} }.Where(\"gender=male\")")]
    [InlineData("new SearchParams { Count = 50 }.Where(\"gender=male\")")]
    [InlineData("new SearchParams { Text = {|FHT1003:\"x\"|} }")]
    [InlineData("new SearchParams().Where(\"gender=male\").OrderBy({|FHT1006:\"death-date\"|})")]
    [InlineData("new SearchParams().Where(\"gender=male\").OrderBy({|FHT1006:\"death-date\"|}, SortOrder.Descending)")]
    [InlineData("new SearchParams().Where(\"gender=male\").OrderBy(\"birthdate\", SortOrder.Descending)")]
    [InlineData("new SearchParams().Where(\"gender=male\").Include(\"Patient:general-practitioner\")")]
    [InlineData("new SearchParams().Where(\"gender=male\").Include({|FHT1007:\"Patient:organization\"|})")]
    [InlineData("new SearchParams().Where(\"gender=male\").Include({|FHT1007:\"Patient:organization\"|}, IncludeModifier.Iterate)")]
    [InlineData("new SearchParams().Where(\"gender=male\").ReverseInclude(\"Provenance:target\")")]
    [InlineData("new SearchParams().Where(\"gender=male\").ReverseInclude({|FHT1007:\"Observation:subject\"|})")]
    [InlineData("new SearchParams().Where(\"gender=male\").{|FHT1012:SummaryOnly|}()")]
    [InlineData("new SearchParams().Where(\"gender=male\").{|FHT1012:Select|}(\"name\")")]
    [InlineData("new SearchParams().Where(\"general-practitioner.name=x\").Where(\"gender=male\")")]
    [InlineData("new SearchParams().Where(\"{|FHT1009:general-practitioner|}.nmae=x\").Where(\"gender=male\")")]
    [InlineData("new SearchParams().Where(\"gender=male\").Where(\"{|FHT1208:_include:recurse|}=Patient:general-practitioner\")")]
    [InlineData("new SearchParams().Where(\"gender={|FHT1211:F|}\")")]
    [InlineData("new SearchParams().Where(\"gender=male\").Where(\"birthdate={|FHT1211:ge2025-02-30|}\")")]
    [InlineData("new SearchParams().Add(\"gender\", \"{|FHT1211:F|}\")")]
    [InlineData("new SearchParams().Where(\"family=a&deceased=b\")")]
    public Task Chain(string parameters) => VerifyAsync("await client.SearchAsync<Patient>(" + parameters + ");");

    [Theory]
    [InlineData("var q = new SearchParams(); q.Where(\"patient=1\"); await client.{|FHT1101:SearchAsync|}<Observation>(q);")]
    [InlineData("var q = new SearchParams(); q.Where(\"patient=1\"); q.Where(\"category=laboratory\"); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); await client.{|FHT1101:SearchAsync|}<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); await client.SearchAsync<Observation>(q.Where(\"category=laboratory\"));")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); q = q.Where(\"category=laboratory\"); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); if (flag) { q.Where(\"category=laboratory\"); } await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); if (flag) { q.Where(\"date=2025\"); } await client.{|FHT1101:SearchAsync|}<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); if (flag) { return; } await client.{|FHT1101:SearchAsync|}<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); if (flag) { await client.{|FHT1101:SearchAsync|}<Observation>(q); }")]
    [InlineData("if (flag) { var q = new SearchParams().Where(\"patient=1\"); await client.{|FHT1101:SearchAsync|}<Observation>(q); }")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); foreach (var c in id) { q.Where(\"code=\" + c); } await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); foreach (var c in id) { await client.SearchAsync<Observation>(q); q.Where(\"category=laboratory\"); }")]
    [InlineData("foreach (var c in id) { var q = new SearchParams().Where(\"patient=1\"); await client.{|FHT1101:SearchAsync|}<Observation>(q); }")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); q = flag ? q.Where(\"category=laboratory\") : q; await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); _ = flag ? q.Where(\"category=laboratory\") : q.Where(\"date=2025\"); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); switch (id) { case \"a\": q.Where(\"category=laboratory\"); break; } await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); Fill(q); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); ByDate(q); await client.{|FHT1101:SearchAsync|}<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); ByCategory(q); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = Make(); await client.SearchAsync<Observation>(q);")]
    [InlineData("await client.SearchAsync<Observation>(Make());")]
    [InlineData("await client.SearchAsync<Observation>(given);")]
    [InlineData("SearchParams q; q = new SearchParams(\"patient\", \"1\"); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); var other = q; other.Where(\"category=laboratory\"); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); Action more = () => q.Where(\"category=laboratory\"); more(); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\"); q.Parameters.Add(Tuple.Create(\"category\", \"laboratory\")); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\").Where(\"code=s|c\"); await client.SearchAsync<Observation>(q); q.Where(\"{|FHT1003:status|}=final\"); await client.SearchAsync<Observation>(q);")]
    [InlineData("var a = new SearchParams().Where(\"patient=1\"); var b = new SearchParams().Where(\"category=laboratory\"); await client.{|FHT1101:SearchAsync|}<Observation>(a); await client.{|FHT1101:SearchAsync|}<Observation>(b);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\").Where(\"code=s|c\"); q.Count = {|FHT1110:500|}; await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\").Where(\"code=s|c\"); q.Include.Add(({|FHT1007:\"Observation:performer\"|}, IncludeModifier.None)); await client.SearchAsync<Observation>(q);")]
    [InlineData("var q = new SearchParams().Where(\"patient=1\").Where(\"code=s|c\"); if (q.Count > 5) { } await client.SearchAsync<Observation>(q);")]
    public Task Statements(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("client.SearchAsync<Patient>(new[] { \"{|FHT1207:birthDate|}=1980-01-01\" })")]
    [InlineData("client.SearchAsync<Patient>([\"{|FHT1207:birthDate|}=1980-01-01\"])")]
    [InlineData("client.SearchAsync<Patient>(new[] { \"birthdate=1980-01-01\" }, new[] { {|FHT1007:\"Patient:organization\"|} })")]
    [InlineData("client.SearchAsync<Patient>(new[] { \"birthdate=1980-01-01\" }, pageSize: {|FHT1110:500|})")]
    [InlineData("client.SearchAsync<Patient>(new[] { \"birthdate=1980-01-01\" }, pageSize: 50)")]
    [InlineData("client.SearchAsync<Patient>(new[] { \"birthdate=1980-01-01\" }, null, null, {|FHT1012:SummaryType.True|})")]
    [InlineData("client.SearchAsync<Patient>(new[] { \"birthdate=1980-01-01\" }, revIncludes: new[] { {|FHT1007:\"Observation:subject\"|} })")]
    [InlineData("client.SearchAsync<Patient>(new[] { \"birthdate=1980-01-01\" }, new[] { ({|FHT1007:\"Patient:organization\"|}, IncludeModifier.None) }, null, null, null)")]
    [InlineData("client.{|FHT1111:SearchAsync|}<Patient>()")]
    [InlineData("client.{|FHT1111:SearchAsync|}<Patient>(pageSize: 10)")]
    [InlineData("client.SearchAsync<Patient>(list)")]
    [InlineData("client.SearchAsync(\"Patient\", new[] { \"{|FHT1207:birthDate|}=1980-01-01\" })")]
    [InlineData("client.SearchAsync(\"Patient\", new[] { \"birthdate=1980-01-01\" })")]
    [InlineData("client.SearchAsync(id, new[] { \"birthDate=1980-01-01\" })")]
    [InlineData("client.SearchAsync(new SearchParams().Where(\"{|FHT1207:birthDate|}=1980\"), \"Patient\")")]
    [InlineData("client.SearchAsync(new SearchParams().Where(\"birthDate=1980\"))")]
    [InlineData("client.{|FHT1101:SearchAsync|}<Observation>(new[] { $\"patient={id}\" })")]
    [InlineData("client.SearchAsync<Observation>(new[] { $\"patient={id}\", \"category=laboratory\" })")]
    [InlineData("client.SearchAsync<Observation>(new[] { $\"patient={id}\", id })")]
    [InlineData("client.{|FHT1001:SearchAsync|}<SupplyDelivery>(new[] { \"patient=1\" })")]
    [InlineData("client.{|FHT1002:SearchAsync|}<Organization>(new[] { \"name=x\" })")]
    [InlineData("client.SearchAsync<Observation>(new[] { \"patient=1\", \"code={|FHT1202:https://loinc.org|718-7|}\" })")]
    [InlineData("client.SearchAsync<Observation>(new[] { \"subject={|FHT1204:1|}\", \"_id=1\" })")]
    [InlineData("client.SearchAsync<Observation>(new[] { \"subject=Patient/1\", \"_id=1\" })")]
    [InlineData("client.SearchByIdAsync<Patient>(\"1\")")]
    [InlineData("client.SearchByIdAsync<Patient>(id, new[] { {|FHT1007:\"Patient:organization\"|} })")]
    [InlineData("client.SearchByIdAsync<Patient>({|FHT1205:\"\"|})")]
    [InlineData("client.{|FHT1002:SearchByIdAsync|}<Organization>(id)")]
    [InlineData("client.SearchUsingPostAsync<Patient>(new SearchParams().Where(\"{|FHT1207:birthDate|}=1980\"))")]
    [InlineData("client.{|FHT1002:WholeSystemSearchAsync|}(new[] { \"_id=1\" })")]
    public Task Lists(string search) => VerifyAsync("await " + search + ";");

    [Theory]
    [InlineData("await client.SearchAsync<Patient>(new SearchParams().Where(\"{|FHT1207:birthDate|}=1980\"));",
        "Mercy does not support the search parameter 'birthDate' of Patient (statement of 2026-01-31); did you mean 'birthdate'?")]
    [InlineData("await client.SearchAsync<Patient>(new SearchParams().Where(\"{|FHT1207:mrn|}=1980\"));",
        "Mercy does not support the search parameter 'mrn' of Patient (statement of 2026-01-31); did you mean 'identifier'?")]
    [InlineData("await client.{|FHT1101:SearchAsync|}<Observation>(new SearchParams().Where(\"code=s|c\"));",
        "Mercy needs one of these in a search of Observation: patient and category; or patient and code; or _id (manual, page 1).")]
    [InlineData("await client.{|FHT1111:SearchAsync|}<Patient>();",
        "The search of Patient has no filter: it asks for everything that Mercy has (statement of 2026-01-31). Add a filter.")]
    public async Task Message(string body, string expected) => Assert.Equal(expected, Assert.Single(await VerifyAsync(body)).GetMessage());

    [Theory]
    [InlineData("FHT1207", "Where(\"birthDate=1980\")", "Where(\"birthdate=1980\")")]
    [InlineData("FHT1207", "Where($\"dob=ge{id}\")", "Where($\"birthdate=ge{id}\")")]
    [InlineData("FHT1207", "Add(\"surname\", id)", "Add(\"family\", id)")]
    [InlineData("FHT1207", "Where(\"xyzzy=1\")", null)]
    [InlineData("FHT1211", "Where(\"gender=F\")", "Where(\"gender=female\")")]
    [InlineData("FHT1211", "Add(\"gender\", \"F\")", "Add(\"gender\", \"female\")")]
    [InlineData("FHT1208", "Where(\"gender=male\").Where(\"_include:recurse=Patient:general-practitioner\")", "Where(\"gender=male\").Where(\"_include:iterate=Patient:general-practitioner\")")]
    public Task Fix(string id, string before, string? after)
    {
        return FirelyRun.VerifyFixAsync(id, Search(before), after is null ? null : Search(after));

        static string Search(string chain) =>
            "var client = new FhirClient(\"https://fhir.mercy.example/r4\"); await client.SearchAsync<Patient>(new SearchParams()." + chain + ");";
    }

    private static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string body) => FirelyRun.VerifyAsync("""
        static void Fill(SearchParams q) => q.Where("category=laboratory");
        static SearchParams Make() => new SearchParams().Where("patient=1").Where("category=laboratory");
        [AddsCriteria("date")] static void ByDate(SearchParams q) => q.Where("date=2025");
        [AddsCriteria("category")] static void ByCategory(SearchParams q) => q.Where("category=laboratory");
        """,
        "var client = new FhirClient(\"https://fhir.mercy.example/r4\"); " + body);
}
