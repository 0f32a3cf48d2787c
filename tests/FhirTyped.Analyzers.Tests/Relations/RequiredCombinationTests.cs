using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Relations;

/// <summary>FHT1101.</summary>
public sealed class RequiredCombinationTests
{
    [Theory]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id).Date.OnOrAfter(2025, 1, 1).Count(10));")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => { q.Patient.Is(id); });")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => { q.Patient.Is(id); if (flag) { q.Date.OnOrAfter(day); } });")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => { var patient = q.Patient; patient.Is(id); });")]
    [InlineData("_ = epic?.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));")]
    [InlineData("await foreach (var o in epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id))) { }")]
    [InlineData("_ = await epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id)).ViaPost().ToListAsync(10, CancellationToken.None);")]
    [InlineData("_ = epic.CarePlan.{|FHT1101:Search|}(delegate(Epic.CarePlanQuery q) { q.Patient.Is(id); });")]
    [InlineData("_ = mercy.Observation.{|FHT1101:Search|}(q => q.Code.Is(\"http://loinc.org\", \"718-7\"));")]
    [InlineData("_ = mercy.Observation.{|FHT1101:Search|}(q => q.Where(\"patient\", id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1101:Given|}.StartsWith(id));")]
    public Task SearchWithoutTheCombination_IsReported(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.Observation.Search(q => q.Patient.Is(id).Category.Is(ObservationCategory.Laboratory));")]
    [InlineData("_ = epic.Observation.Search(q => q.Patient.Is(id).Code.Is(\"http://loinc.org\", \"718-7\"));")]
    [InlineData("_ = epic.Observation.Search(q => q.Id.Is(id));")]
    [InlineData("_ = epic.Observation.Search(q => { q.Patient.Is(id); q.Category.Is(\"laboratory\"); });")]
    [InlineData("_ = epic.Observation.Search(q => { q.Patient.Is(id); var category = q.Category; category.Is(\"laboratory\"); });")]
    [InlineData("_ = epic.Condition.Search(q => q.Patient.Is(id));")]
    [InlineData("_ = mercy.Observation.Search(q => q.Where(\"patient\", id).Where(\"code\", id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Given.StartsWith(id).Family.StartsWith(id));")]
    [InlineData("_ = mercy.Observation.Search(q => q.Where(id, id));")]
    [InlineData("Action<Epic.ObservationQuery> build = q => q.Patient.Is(id); _ = epic.Observation.Search(build);")]
    public Task SearchWithTheCombination_IsNot(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.Observation.Search(q => { q.Patient.Is(id); if (flag) { q.Category.Is(\"laboratory\"); } });")]
    [InlineData("_ = epic.Observation.Search(q => { q.Patient.Is(id); if (flag) { q.Category.Is(\"laboratory\"); } else { q.Code.Is(id); } });")]
    [InlineData("_ = epic.Observation.Search(q => _ = flag ? q.Category.Is(\"laboratory\") : q.Code.Is(id));")]
    [InlineData("_ = epic.Observation.Search(q => { switch (id) { case \"a\": q.Code.Is(id); break; } q.Patient.Is(id); });")]
    [InlineData("_ = epic.Observation.Search(q => { foreach (var c in id) { q.Code.Is(c.ToString()); } q.Patient.Is(id); });")]
    [InlineData("_ = epic.Observation.Search(q => { q.Patient.Is(id); new List<string>().ForEach(c => q.Code.Is(c)); });")]
    public Task CombinationOnOneBranchOnly_MayBeThere(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Fact]
    public Task QueryThatIsGivenAway_MayHoldTheRest() => AnalyzerRun.VerifyAsync("""
        public static class Labs
        {
            public static void Add(Epic.ObservationQuery query) => query.Category.Is("laboratory");

            public static Epic.ObservationQuery Laboratory(this Epic.ObservationQuery query) => query.Category.Is("laboratory");

            public static FhirSearch<Observation> One(Epic epic, string id) => epic.Observation.Search(q => { q.Patient.Is(id); Add(q); });

            public static FhirSearch<Observation> Two(Epic epic, string id) => epic.Observation.Search(q => q.Patient.Is(id).Laboratory());

            public static FhirSearch<Observation> Three(Epic epic) => epic.Observation.Search(Add);
        }
        """);

    [Fact]
    public Task MethodOfOnesOwn_MayAddWhatItsCallerLeavesOut() => AnalyzerRun.VerifyAsync("""
        public sealed class Labs(Epic epic)
        {
            public FhirSearch<Observation> Search(Action<Epic.ObservationQuery> build) =>
                epic.Observation.Search(q => { q.Category.Is("laboratory"); build(q); });

            public FhirSearch<Observation> Of(string id) => Search(q => q.Patient.Is(id));

            public FhirSearch<Observation> ByInterface(ISearchEndpoint<Observation, Epic.ObservationQuery> endpoint, string id) =>
                endpoint.{|FHT1101:Search|}(q => q.Patient.Is(id));
        }
        """);

    [Fact]
    public Task EverywhereInAProgram_SearchesAreRead() => AnalyzerRun.VerifyAsync("""
        public sealed class Labs(Epic epic)
        {
            private readonly FhirSearch<Observation> _all = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is("1"));

            public FhirSearch<Observation> Property => epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is("1"));

            public IAsyncEnumerable<Observation> Of(string id)
            {
                return Local();
                FhirSearch<Observation> Local() => epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));
            }

            public Func<FhirSearch<Observation>> Function(string id) => () => epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));
        }
        """);

    [Fact]
    public async Task Message_NamesTheSetsAndTheirSource()
    {
        var found = await AnalyzerRun.VerifyBodyAsync("_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));");

        Assert.Equal(
            "Epic needs one of these in a search of Observation: _id; or category; or code (recorded answer of fhir.epic.com, code 59108).",
            Assert.Single(found).GetMessage());
    }
}
