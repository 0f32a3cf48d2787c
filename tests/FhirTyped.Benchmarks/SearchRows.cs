namespace FhirTyped.Benchmarks;

/// <summary>Building searches.</summary>
internal static class SearchRows
{
    private static readonly BenchmarkPlatform Client = FhirPlatform.Create<BenchmarkPlatform>(new HttpClient());
    private static string s_patient = "patient-1";
    private static string s_code = "718-7";
    private static DateOnly s_date = new(2025, 1, 1);
    private static BenchmarkPlatform.ObservationQuery? s_query;

    public static Task<double> BuildAsync() => Task.FromResult(Interleaved.Ratio(static () => Build(), static () => Interpolate(), 5000));

    public static Task<double> BuildAllocationsAsync()
    {
        var oneString = (22 + (2 * Build().Length) + 7) / 8 * 8;
        var oneQuery = Interleaved.AllocatedBytes(static () => s_query = new());
        return Task.FromResult(Interleaved.AllocatedBytes(static () => Build()) / (oneString + oneQuery));
    }

    private static string Build() => QueryBuild.Run<BenchmarkPlatform.ObservationQuery>(
        static q => q.Patient.Is(s_patient).Category.Is("laboratory").Code.Is("http://loinc.org", s_code).Date.OnOrAfter(s_date), out _);

    private static string Interpolate() =>
        $"patient={Escape(s_patient)}&category={Escape("laboratory")}&code={Escape("http://loinc.org")}%7C{Escape(s_code)}&date=ge{s_date:yyyy-MM-dd}";

    private static string Escape(string value) => Uri.EscapeDataString(
        value.AsSpan().ContainsAny(@"\,|$") ? value.Replace("\\", "\\\\").Replace(",", "\\,").Replace("|", "\\|").Replace("$", "\\$") : value);
}
