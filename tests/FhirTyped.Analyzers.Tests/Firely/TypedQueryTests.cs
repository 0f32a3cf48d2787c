using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Firely;

/// <summary>Typed queries that are handed to the SDK's client by FhirTyped.Firely are read as those of the platform's own.</summary>
public sealed class TypedQueryTests
{
    [Theory]
    [InlineData("await client.SearchAsync<Observation>(mercy.Observation.{|FHT1101:ToSearchParams|}(q => q.Patient.Is(\"1\")));")]
    [InlineData("await client.SearchAsync<Observation>(mercy.Observation.ToSearchParams(q => q.Patient.Is(\"1\").Category.Is(\"laboratory\")));")]
    [InlineData("await client.SearchAsync<Observation>(FirelySearchParams.{|FHT1101:ToSearchParams|}(build: q => q.Patient.Is(\"1\"), endpoint: mercy.Observation));")]
    [InlineData("await client.SearchAsync(mercy.Observation.{|FHT1101:Search|}(q => q.Patient.Is(\"1\")));")]
    [InlineData("await client.SearchAsync(mercy.Observation.Search(q => q.Patient.Is(\"1\").Category.Is(\"laboratory\")));")]
    [InlineData("await foreach (Observation o in mercy.Observation.{|FHT1101:Search|}(q => q.Patient.Is(\"1\")).AsFirely()) { }")]
    [InlineData("await client.SearchAsync<Patient>(mercy.Patient.{|FHT1111:ToSearchParams|}(q => { }));")]
    public Task Query(string body) => AnalyzerRun.VerifyAsync($$"""
        namespace Ward
        {
            using Acme;
            using FhirTyped.Firely;
            using Hl7.Fhir.Model;
            using Hl7.Fhir.Rest;
            using Task = System.Threading.Tasks.Task;

            public sealed class Clinic(FhirClient client, Mercy mercy)
            {
                public async Task Run()
                {
                    {{body}}
                    await Task.CompletedTask;
                }
            }
        }
        """, new AnalyzerSetup { References = FirelyAssemblies.WithFhirTyped });
}
