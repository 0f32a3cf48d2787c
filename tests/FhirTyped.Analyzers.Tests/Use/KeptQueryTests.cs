using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Use;

/// <summary>FHT1510: what certainly outlives the function that builds a search, and async functions.</summary>
public sealed class KeptQueryTests
{
    [Theory]
    [InlineData("Mercy.ConditionQuery? kept = null; _ = mercy.Condition.Search(q => kept = {|FHT1510:q.Patient.Is(id)|}); _ = kept;")]
    [InlineData("Mercy.ConditionQuery? kept = null; _ = mercy.Condition.Search(q => { q.Patient.Is(id); kept = {|FHT1510:q|}; }); _ = kept;")]
    [InlineData("FhirQuery? kept = null; _ = mercy.Condition.Search(q => kept = {|FHT1510:q.Patient.Is(id)|}); _ = kept;")]
    [InlineData("Mercy.ConditionQuery? kept = null; _ = mercy.Condition.Search(q => kept ??= {|FHT1510:q.Patient.Is(id)|}); _ = kept;")]
    [InlineData("var kept = default(TokenParameter<Mercy.ConditionQuery>); _ = mercy.Condition.Search(q => { q.Patient.Is(id); kept = {|FHT1510:q.Code|}; }); _ = kept;")]
    [InlineData("Mercy.ConditionQuery? kept = null; _ = mercy.Condition.Search(q => { var same = q.Patient.Is(id); kept = {|FHT1510:same|}; }); _ = kept;")]
    [InlineData("_ = mercy.Condition.Search(q => Field = {|FHT1510:q.Patient.Is(id)|});")]
    [InlineData("_ = mercy.Condition.Search(q => this.Field = {|FHT1510:q.Patient.Is(id)|});")]
    [InlineData("_ = mercy.Condition.Search(q => Shared = {|FHT1510:q.Patient.Is(id)|});")]
    [InlineData("var holder = new Holder(); _ = mercy.Condition.Search(q => holder.Query = {|FHT1510:q.Patient.Is(id)|});")]
    [InlineData("var all = new Mercy.ConditionQuery[1]; _ = mercy.Condition.Search(q => all[0] = {|FHT1510:q.Patient.Is(id)|});")]
    [InlineData("var all = new List<Mercy.ConditionQuery>(); _ = mercy.Condition.Search(q => all.Add({|FHT1510:q.Patient.Is(id)|}));")]
    [InlineData("var all = new Dictionary<string, object>(); _ = mercy.Condition.Search(q => { q.Patient.Is(id); all.Add(id, {|FHT1510:q.Code|}); });")]
    [InlineData("Action? later = null; _ = mercy.Condition.Search(q => { q.Patient.Is(id); later = {|FHT1510:() => q.Category.Is(\"s\", \"c\")|}; }); _ = later;")]
    [InlineData("Mercy.PatientQuery? kept = null; _ = mercy.Condition.Search(q => q.Patient.Patient(p => kept = {|FHT1510:p.Family.StartsWith(id)|})); _ = kept;")]
    [InlineData("Mercy.ConditionQuery? kept = null; void Build(Mercy.ConditionQuery q) { kept = {|FHT1510:q.Patient.Is(id)|}; } _ = mercy.Condition.Search(Build); _ = kept;")]
    [InlineData("LocalFilters.PatientFilter? kept = null; _ = mercy.Patient.Search(q => q.Family.Exactly(id)).FilterLocally(p => kept = {|FHT1510:p.Active.Is(true)|}); _ = kept;")]
    [InlineData("_ = mercy.Condition.Search(q => { Mercy.ConditionQuery same; same = q.Patient.Is(id); same.Category.Is(\"s\", \"c\"); });")]
    [InlineData("_ = mercy.Condition.Search(q => { var code = q.Category; code = q.Category; q.Patient.Is(id); code.Is(\"s\", \"c\"); });")]
    [InlineData("_ = mercy.Condition.Search(q => { Action add = () => q.Patient.Is(id); add = () => q.Patient.Is(id); add(); });")]
    [InlineData("_ = mercy.Condition.Search(q => { _ = q.Patient.Is(id); });")]
    [InlineData("_ = mercy.Condition.Search(q => new Holder { Query = q }.Query!.Patient.Is(id));")]
    [InlineData("_ = mercy.Condition.Search(q => new Criteria(q).Of(id));")]
    [InlineData("_ = mercy.Condition.Search(q => { var holder = new Holder(); holder.Query = q.Patient.Is(id); });")]
    [InlineData("_ = mercy.Condition.Search(q => { Mercy.ConditionQuery? same = null; Action<Mercy.ConditionQuery> add = x => same = x.Patient.Is(id); add(q); });")]
    [InlineData("_ = mercy.Condition.Search(q => { var all = new List<Mercy.ConditionQuery>(); all.Add(q.Patient.Is(id)); });")]
    [InlineData("string? kept = null; _ = mercy.Condition.Search(q => { kept = q.Code.Name; q.Patient.Is(id); }); _ = kept;")]
    [InlineData("FhirSearch<Condition>? kept = null; kept = mercy.Condition.Search(q => q.Patient.Is(id)); _ = kept;")]
    public Task KeptQuery(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    [Theory]
    [InlineData("_ = mercy.Condition.Search({|FHT1510:async|} q => { q.Patient.Is(id); await Task.Yield(); q.Category.Is(\"s\", \"c\"); });")]
    [InlineData("_ = mercy.Condition.Search({|FHT1510:async|} q => q.Patient.Is(await LoadAsync()));")]
    [InlineData("_ = mercy.Condition.Search({|FHT1510:async|} delegate (Mercy.ConditionQuery q) { q.Patient.Is(id); await Task.Yield(); });")]
    [InlineData("Action<Mercy.ConditionQuery> build = {|FHT1510:async|} q => { q.Patient.Is(id); await Task.Yield(); }; _ = mercy.Condition.Search(build);")]
    [InlineData("_ = mercy.Condition.Search({|FHT1510:BuildLate|});")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Patient({|FHT1510:async|} p => { p.Family.StartsWith(id); await Task.Yield(); }));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.Exactly(id)).FilterLocally({|FHT1510:async|} p => { p.Active.Is(true); await Task.Yield(); });")]
    [InlineData("_ = mercy.Condition.Search(q => { q.Patient.Is(id); _ = {|FHT1510:AddAsync|}(q); });")]
    [InlineData("_ = mercy.Condition.Search(q => { Func<Mercy.ConditionQuery, Task> add = AddAsync; {|FHT1510:add|}(q.Patient.Is(id)).Wait(); });")]
    [InlineData("_ = mercy.Condition.Search(q => { q.Patient.Is(id); Task.{|FHT1510:Run|}(() => q.Category.Is(\"s\", \"c\")).Wait(); });")]
    [InlineData("_ = mercy.Condition.Search(q => { q.Patient.Is(id); ThreadPool.{|FHT1510:QueueUserWorkItem|}(_ => q.Category.Is(\"s\", \"c\")); });")]
    [InlineData("_ = mercy.Condition.Search(q => { q.Patient.Is(id); {|FHT1510:new Thread(() => q.Category.Is(\"s\", \"c\"))|}.Start(); });")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(Task.Run(LoadAsync).Result));")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(Task.Run(() => id + \"1\").Result));")]
    [InlineData("Func<Task> later = async () => { await Task.Yield(); _ = mercy.Condition.Search(q => q.Patient.Is(id)); }; await later();")]
    [InlineData("Func<string, Task> later = async text => { await Task.Yield(); }; await later(id);")]
    [InlineData("_ = mercy.Condition.Search(Build);")]
    [InlineData("Func<Mercy.ConditionQuery, Task<string>> later = async q => { q.Patient.Is(id); return await LoadAsync(); }; _ = later;")]
    [InlineData("var loaded = await LoadAsync(); await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(loaded))) { }")]
    public Task AsyncFunction(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    [Theory]
    [InlineData("FHT1510", "_ = mercy.Condition.Search({|FHT1510:async|} q => { q.Patient.Is(id); await Task.Yield(); });")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body) =>
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Hidden))).Severity);

    private static string InMethod(string body) => $$"""
        public sealed class Holder { public Mercy.ConditionQuery? Query { get; set; } }

        public sealed class Criteria
        {
            private readonly Mercy.ConditionQuery _query;

            public Criteria(Mercy.ConditionQuery query) { _query = query; }

            public void Of(string patient) => _query.Patient.Is(patient);
        }

        public sealed class Clinic(Mercy mercy)
        {
            private static Mercy.ConditionQuery? Shared { get; set; }

            private Mercy.ConditionQuery? Field { get; set; }

            public async Task Run(string id)
            {
                {{body}}
                await Task.CompletedTask;
                _ = (Shared, Field);
            }

            private static void Build(Mercy.ConditionQuery query) => query.Patient.Is("1");

            private static async void BuildLate(Mercy.ConditionQuery query) { query.Patient.Is("1"); await Task.Yield(); }

            private static async Task AddAsync(Mercy.ConditionQuery query) { await Task.Yield(); query.Category.Is("s", "c"); }

            private static Task<string> LoadAsync() => Task.FromResult("1");
        }
        """;
}
