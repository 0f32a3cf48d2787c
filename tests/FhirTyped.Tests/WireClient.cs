using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>Clients of the test platforms over a real connection to a <see cref="RawServer"/>.</summary>
internal static class WireClient
{
    public static TestPlatform Of(RawServer server, Action<FhirPlatformOptions>? configure = null) =>
        FhirPlatform.Create<TestPlatform>(options => Configure(options, server, configure));

    public static WritingPlatform WriterOf(RawServer server, Action<FhirPlatformOptions>? configure = null) =>
        FhirPlatform.Create<WritingPlatform>(options => Configure(options, server, configure));

    private static void Configure(FhirPlatformOptions options, RawServer server, Action<FhirPlatformOptions>? configure)
    {
        options.BaseUrl = new Uri(server.Address, "fhir");
        FakeServer.WithoutPauses(options);
        configure?.Invoke(options);
    }
}
