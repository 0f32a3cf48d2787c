using FhirTyped.R4;

namespace FhirTyped.Benchmarks;

/// <summary>Local filters.</summary>
internal static class FilterRows
{
    public static Task<double> FilterAsync()
    {
        var client = FhirPlatform.Create<BenchmarkPlatform>(new HttpClient());
        var filter = client.Patient.Search(static q => q.Family.StartsWith("Chalmers"))
            .FilterLocally(static p => p.Birthdate.OnOrAfter(1980, 1, 1).Given.StartsWith("pet")).Request.Filter!;
        var patients = FhirJson.Read<Bundle>(Payloads.Patients).Entry.Select(static entry => entry.Resource!).ToArray();
        return Task.FromResult(Interleaved.Ratio(
            () =>
            {
                foreach (var patient in patients)
                {
                    filter.Matches(patient);
                }
            },
            static () => FhirJson.Read<Bundle>(Payloads.Patients),
            4));
    }
}
