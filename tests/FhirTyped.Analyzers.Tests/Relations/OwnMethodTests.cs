using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers.Tests.Relations;

/// <summary>Searches that a method of the program's own helps to build: what it certainly adds counts, what it may add is possible.</summary>
public sealed class OwnMethodTests
{
    [Theory]
    [InlineData("void Add(Epic.ObservationQuery q) => q.Category.Is(\"laboratory\");")]
    [InlineData("void Add(Epic.ObservationQuery q) { q.Category.Is(\"laboratory\"); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { q.Count(10); q.Code.Is(id); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { Deeper(q); } void Deeper(Epic.ObservationQuery q) => q.Category.Is(\"laboratory\");")]
    [InlineData("void Add(Epic.ObservationQuery q) { if (flag) { q.Category.Is(\"laboratory\"); } }")]
    [InlineData("void Add(Epic.ObservationQuery q) { if (flag) { return; } q.Category.Is(\"laboratory\"); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { foreach (var c in id) { q.Code.Is(c.ToString()); } }")]
    [InlineData("void Add(Epic.ObservationQuery q) { while (flag) { q.Code.Is(id); } }")]
    [InlineData("void Add(Epic.ObservationQuery q) { for (var i = 0; i < 3; i++) { q.Code.Is(id); } }")]
    [InlineData("void Add(Epic.ObservationQuery q) => _ = flag ? q.Category.Is(\"laboratory\") : q.Code.Is(id);")]
    [InlineData("void Add(Epic.ObservationQuery q) { switch (id) { case \"a\": q.Category.Is(\"laboratory\"); break; default: q.Code.Is(id); break; } }")]
    [InlineData("void Add(Epic.ObservationQuery q) => _ = id switch { \"a\" => q.Category.Is(\"laboratory\"), _ => q.Code.Is(id) };")]
    [InlineData("void Add(Epic.ObservationQuery q) { try { q.Code.Is(id); } catch (FormatException) { } }")]
    [InlineData("void Add(Epic.ObservationQuery q) { Action later = () => q.Code.Is(id); later(); }")]
    [InlineData("void Add(Epic.ObservationQuery q) => Add(q);")]
    [InlineData("void Add(FhirQuery q) { }")]
    [InlineData("void Add(object q) { }")]
    [InlineData("void Add<T>(T q) where T : FhirQuery { }")]
    [InlineData("void Add(Epic.ObservationQuery q) { again: if (flag) { goto again; } q.Patient.Is(id); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { Kept.Add({|FHT1510:q|}); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { Last = {|FHT1510:q|}; }")]
    [InlineData("void Add(Epic.ObservationQuery q) { _ = new List<Epic.ObservationQuery>(new[] { q }); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { var pair = (q, id); }")]
    public Task LocalFunction_ThatAddsOrMayAddTheRest(string function) => AnalyzerRun.VerifyAsync(InMethod(
        function, "_ = epic.Observation.Search(q => { q.Patient.Is(id); Add(q); });"));

    [Theory]
    [InlineData("void Add(Epic.ObservationQuery q) => q.Date.OnOrAfter(day);")]
    [InlineData("void Add(Epic.ObservationQuery q) { q.Count(10); }")]
    [InlineData("void Add(Epic.ObservationQuery q) { }")]
    [InlineData("void Add(Epic.ObservationQuery q) { if (flag) { q.Date.OnOrAfter(day); } else { q.Count(10); } }")]
    [InlineData("void Add(Epic.ObservationQuery q) { if (flag) { return; } q.Date.OnOrAfter(day); }")]
    [InlineData("void Add(Epic.ObservationQuery q) => Deeper(q); void Deeper(Epic.ObservationQuery q) => q.Date.OnOrAfter(day);")]
    [InlineData("void Add(Epic.ObservationQuery q) { foreach (var c in id) { q.Count(c); } }")]
    [InlineData("void Add(Epic.ObservationQuery q) => _ = flag ? q.Date.OnOrAfter(day) : q.Count(10);")]
    [InlineData("Epic.ObservationQuery Add(Epic.ObservationQuery q) => q.Date.OnOrAfter(day);")]
    [InlineData("void Add(Epic.ObservationQuery q) { new TokenParameter<Epic.ObservationQuery>(q, \"status\").Is(\"final\"); }")]
    public Task LocalFunction_ThatCertainlyAddsNoneOfIt(string function) => AnalyzerRun.VerifyAsync(InMethod(
        function, "_ = epic.Observation.{|FHT1101:Search|}(q => { q.Patient.Is(id); Add(q); });"));

    [Theory]
    [InlineData("q => { q.Id.Is(id); {|FHT1102:Born|}(q); }")]
    [InlineData("q => { {|FHT1102:Born|}(q); q.Id.Is(id); }")]
    [InlineData("q => q.Id.Is(id).{|FHT1102:ByBirth|}()")]
    [InlineData("q => q.Id.Is(id).Count(10).{|FHT1102:ByBirth|}().Count(10)")]
    [InlineData("q => { q.Id.Is(id); if (flag) { Born(q); } }")]
    [InlineData("q => { if (flag) { q.Id.Is(id); } else { Born(q); } }")]
    [InlineData("q => { if (flag) { q.Id.Is(id); return; } Born(q); }")]
    [InlineData("q => { if (flag) { throw new InvalidOperationException(); } q.Id.Is(id); {|FHT1102:Born|}(q); }")]
    [InlineData("q => _ = flag ? q.Id.Is(id) : q.ByBirth()")]
    [InlineData("q => { q.Id.Is(id); MaybeBorn(q); }")]
    [InlineData("q => { q.Id.Is(id); MaybeLeft(q); }")]
    [InlineData("q => { MaybeLeft(q); q.Id.Is(id); {|FHT1102:Born|}(q); }")]
    [InlineData("q => q.{|FHT1004:Containing|}(id)")]
    [InlineData("q => q.{|FHT1205:Nobody|}()")]
    public Task MethodOfTheFile_IsReportedWhereItIsNamed(string search) => AnalyzerRun.VerifyAsync(
        "public static class Filters {"
        + " public static Mercy.PatientQuery ByBirth(this Mercy.PatientQuery q) => q.Birthdate.On(2000, 1, 1);"
        + " public static Mercy.PatientQuery Containing(this Mercy.PatientQuery q, string text) { q.Family.Contains(text); return q; }"
        + " public static Mercy.PatientQuery Nobody(this Mercy.PatientQuery q) => q.AddressCity.StartsWith(\"\");"
        + " static void Born(Mercy.PatientQuery q) { q.Birthdate.On(2000, 1, 1); }"
        + " static void MaybeBorn(Mercy.PatientQuery q) { if (DateTime.UtcNow.Year > 2000) { q.Birthdate.On(2000, 1, 1); } }"
        + " static void MaybeLeft(Mercy.PatientQuery q) { if (DateTime.UtcNow.Year > 2000) { return; } q.Gender.Is(\"male\"); }"
        + " public static FhirSearch<Patient> Run(Mercy mercy, string id, bool flag) => mercy.Patient.Search(" + search + "); }");

    [Fact]
    public Task MethodThatMayBeAnother_OrStandsElsewhere_LeavesTheSearchOpen() => AnalyzerRun.VerifyAsync("""
        public interface IFilter { void Add(Epic.ObservationQuery query); }

        public abstract class Filter : IFilter
        {
            public virtual void Add(Epic.ObservationQuery query) => query.Count(10);
            public abstract void AddMore(Epic.ObservationQuery query);
        }

        public sealed class Other : Filter
        {
            public override void Add(Epic.ObservationQuery query) => query.Count(20);
            public override void AddMore(Epic.ObservationQuery query) => query.Count(20);
        }

        public sealed class Labs(Epic epic, IFilter filter, Filter other, Other third, Action<Epic.ObservationQuery> build)
        {
            public FhirSearch<Observation> One(string id) => epic.Observation.Search(q => { q.Patient.Is(id); filter.Add(q); });
            public FhirSearch<Observation> Two(string id) => epic.Observation.Search(q => { q.Patient.Is(id); other.Add(q); });
            public FhirSearch<Observation> Three(string id) => epic.Observation.Search(q => { q.Patient.Is(id); other.AddMore(q); });
            public FhirSearch<Observation> Four(string id) => epic.Observation.Search(q => { q.Patient.Is(id); third.Add(q); });
            public FhirSearch<Observation> Five(string id) => epic.Observation.Search(q => { q.Patient.Is(id); build(q); });
            public FhirSearch<Observation> Six() => epic.Observation.Search(build);
            public FhirSearch<Observation> Seven() => epic.Observation.Search(other.Add);
            public FhirSearch<Observation> Eight(string id) => epic.Observation.Search(q => { q.Patient.Is(id); _ = Equals(q, this); });
        }
        """);

    [Fact]
    public async Task MethodInAnotherFile_LeavesTheSearchOpen_UnlessItIsMarked()
    {
        const string Search = "public sealed class Labs(Epic epic) { public void Run() { _ = epic.Observation.Search(q => q.Recent()); } }";
        const string Filter = "public static class Filters { {0} public static Epic.ObservationQuery Recent(this Epic.ObservationQuery q) => q.Date.OnOrAfter(2025, 1, 1); }";

        Assert.Empty(await Of(Filter.Replace("{0}", "", StringComparison.Ordinal)));
        Assert.Equal("FHT1101", Assert.Single(await Of(Filter.Replace("{0}", "[AddsCriteria(\"date\")]", StringComparison.Ordinal))).Id);

        static async Task<IReadOnlyList<Diagnostic>> Of(string filter) => await AnalyzerRun.Compile(AnalyzerRun.Usings + Search)
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(AnalyzerRun.Usings + filter, new CSharpParseOptions(LanguageVersion.CSharp13)))
            .WithAnalyzers(AnalyzerRun.Analyzers).GetAnalyzerDiagnosticsAsync();
    }

    [Fact]
    public Task MethodInPlaceOfTheFunction_IsRead() => AnalyzerRun.VerifyAsync("""
        public sealed class Labs(Epic epic)
        {
            private static void Laboratory(Epic.ObservationQuery query) => query.Patient.Is("1").Category.Is("laboratory");
            private static void Patient(Epic.ObservationQuery query) => query.Patient.Is("1");
            private void Born(Epic.PatientQuery query) { query.Id.Is("1"); query.Birthdate.On(2000, 1, 1); }

            public FhirSearch<Observation> One() => epic.Observation.Search(Laboratory);
            public FhirSearch<Observation> Two() => epic.Observation.{|FHT1101:Search|}(Patient);
            public FhirSearch<Observation> Three() => epic.Observation.{|FHT1101:Search|}(Labs.Patient);
            public FhirSearch<Patient> Four() => epic.Patient.Search({|FHT1102:Born|});
        }
        """);

    [Theory]
    [InlineData("q.Patient.Is(id).Laboratory()")]
    [InlineData("q.Laboratory().Patient.Is(id)")]
    [InlineData("filter.Of(q, id)")]
    [InlineData("{ q.Patient.Is(id); if (flag) { q.Laboratory(); } }")]
    public Task MarkedMethod_AddsWhatItSays(string search) => AnalyzerRun.VerifyAsync(Marked("_ = epic.Observation.Search(q => " + search + ");"));

    [Theory]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id).Recent());")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => q.Recent());")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => { q.Patient.Is(id); q.Nothing(); });")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(Filters.Newest);")]
    [InlineData("_ = epic.Observation.Search(q => q.Laboratory().{|FHT1003:Misspelt|}());")]
    [InlineData("_ = mercy.Patient.Search(q => q.Id.Is(id).{|FHT1102:Born|}());")]
    [InlineData("_ = mercy.Patient.Search(q => { q.Id.Is(id); if (flag) { q.Born(); } });")]
    [InlineData("_ = mercy.Patient.Search(q => { if (flag) { return; } q.Born(); q.Id.Is(id); });")]
    [InlineData("_ = mercy.Observation.Search(q => q.Where(\"patient\", id).{|FHT1104:BySubject|}());")]
    public Task MarkedMethod_AddsNothingElse(string body) => AnalyzerRun.VerifyAsync(Marked(body));

    [Fact]
    public async Task FaultInAMarkedMethod_NamesWhatIsIgnored()
    {
        var found = await AnalyzerRun.VerifyAsync(Marked("_ = mercy.Patient.Search(q => q.Id.Is(id).{|FHT1102:Born|}());"));

        Assert.Equal("Mercy ignores 'birthdate' of Patient beside _id: leave one of them out (manual, page 7).", Assert.Single(found).GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, found[0].Severity);
    }

    private static string InMethod(string function, string search) =>
        "public sealed class Labs(Epic epic) { static readonly List<Epic.ObservationQuery> Kept = new(); static Epic.ObservationQuery? Last;"
        + " public void Run(string id, bool flag, DateOnly day) { " + search + " " + function + " } }";

    // The bodies are behind delegates, out of the analyzers' sight.
    private static string Marked(string body) =>
        "public static class Filters {"
        + " static readonly Func<Epic.ObservationQuery, Epic.ObservationQuery> Observations = null!; static readonly Func<Mercy.PatientQuery, Mercy.PatientQuery> Patients = null!;"
        + " static readonly Func<Mercy.ObservationQuery, Mercy.ObservationQuery> Subjects = null!;"
        + " [AddsCriteria(\"category\")] public static Epic.ObservationQuery Laboratory(this Epic.ObservationQuery q) => Observations(q);"
        + " [AddsCriteria(\"date\")] public static Epic.ObservationQuery Recent(this Epic.ObservationQuery q) => Observations(q);"
        + " [AddsCriteria] public static Epic.ObservationQuery Nothing(this Epic.ObservationQuery q) => Observations(q);"
        + " [AddsCriteria(\"xyzzy\")] public static Epic.ObservationQuery Misspelt(this Epic.ObservationQuery q) => Observations(q);"
        + " [AddsCriteria(\"patient\", \"date\")] public static void Newest(Epic.ObservationQuery q) => Observations(q);"
        + " [AddsCriteria(\"birthdate\")] public static Mercy.PatientQuery Born(this Mercy.PatientQuery q) => Patients(q);"
        + " [AddsCriteria(\"subject\", \"code\")] public static Mercy.ObservationQuery BySubject(this Mercy.ObservationQuery q) => Subjects(q);"
        + " }"
        + " public interface IFilter { [AddsCriteria(\"patient\", \"category\")] void Of(Epic.ObservationQuery q, string id); }"
        + " public sealed class Labs(Epic epic, Mercy mercy, IFilter filter) { public void Run(string id, bool flag) { " + body + " } }";
}
