using FhirTyped.R4;
using FhirTyped.Receipts;

namespace FhirTyped.Benchmarks;

/// <summary>What the client itself holds against matches.</summary>
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

    public static Task<double> VerifyAsync()
    {
        var client = FhirPlatform.Create<BenchmarkPlatform>(new HttpClient());
        var request = client.Observation.Search(static q => q.Patient.Is("p1")).Request;
        var checks = MatchChecks.Find(request)!;
        var bundle = FhirJson.Read<Bundle>(Payloads.Bundle);
        return Task.FromResult(Interleaved.Ratio(
            () =>
            {
                var page = new PageChecks(checks, bundle, SearchReceipt.Verified);
                foreach (var entry in bundle.Entry)
                {
                    page.Look(entry, entry.Resource!);
                }
            },
            static () => FhirJson.Read<Bundle>(Payloads.Bundle),
            4));
    }
}
