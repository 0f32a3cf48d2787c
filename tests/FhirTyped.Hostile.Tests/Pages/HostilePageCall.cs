using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests.Pages;

/// <summary>The calls that every hostile page is given to, in the order of the letters of <see cref="HostilePage.Expected"/>.</summary>
internal static class HostilePageCall
{
    private const string Good = """
        {"resourceType":"Bundle","type":"searchset","total":2,"link":[{"relation":"next","url":"Patient?page=2"}],
         "entry":[{"resource":{"resourceType":"Patient","id":"p1"},"search":{"mode":"match"}}]}
        """;

    private static readonly (string Name, bool ComesSecond, Func<FhirSearch<R4.Patient>, Task> Send)[] Calls =
    [
        ("first page", false, static search => search.ToListAsync(100)),
        ("second page", true, static search => search.ToListAsync(100)),
        ("count", false, static search => search.CountAsync()),
        ("first or default", false, static search => search.FirstOrDefaultAsync()),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Calls.Select(static call => call.Name)];

    /// <summary>Sends one call, and says how it ended, and how many requests arrived.</summary>
    public static async Task<(Exception? Error, int Requests)> SendAsync(int call, HostilePage page)
    {
        var requests = 0;
        await using var server = RawServer.Start(
            _ => Interlocked.Increment(ref requests) == 1 && Calls[call].ComesSecond ? RawAnswer.Of("200 OK", Good) : page.Answer);
        var client = FhirPlatform.Create<Target>(options =>
        {
            options.BaseUrl = new Uri(server.Address, "fhir");
            options.Resilience.MaxRetryAttempts = 0;
            options.MaximumResponseBytes = 1024 * 1024;
            options.MaximumPages = 5;
        });
        var error = await Record.ExceptionAsync(() => Calls[call].Send(client.Patient.Search(static q => q.Family.StartsWith("Muster"))));
        return (error, requests);
    }
}
