using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests;

/// <summary>The calls that every hostile answer is given to, in the order of the letters of <see cref="HostileAnswer.Expected"/>.</summary>
internal static class HostileCall
{
    /// <summary>The id that is read and written.</summary>
    public const string Id = "p1";

    private static readonly (string Name, Func<Target, Task> Send)[] Calls =
    [
        ("read", static client => client.Patient.ReadAsync(Id)),
        ("search", static client => client.Patient.Search(static q => q.Family.StartsWith("Muster")).ToListAsync(100)),
        ("create", static client => client.Patient.CreateAsync(new Patient { Active = true })),
        ("update", static client => client.Patient.UpdateAsync(new Patient { Id = Id, Meta = new Meta { VersionId = "1" } })),
        ("patch", static client => client.Patient.PatchAsync(Id, new JsonPatch { VersionId = "1" }.Remove("/active"))),
        ("transaction", SendTransactionAsync),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Calls.Select(static call => call.Name)];

    /// <summary>Sends one call to a server that gives the answer, and says how it ended, and how many requests arrived.</summary>
    public static async Task<(Exception? Error, IReadOnlyList<RawRequest> Requests)> SendAsync(int call, HostileAnswer answer)
    {
        await using var server = RawServer.Start(answer.Answer);
        var client = FhirPlatform.Create<Target>(options =>
        {
            options.BaseUrl = new Uri(server.Address, "fhir");
            options.Resilience.MaxRetryAttempts = 0;
            // An answer that comes may come late on a busy machine; one that never comes is waited for as briefly as that allows.
            options.RequestTimeout = answer.Answer.Stalls ? TimeSpan.FromSeconds(3) : TimeSpan.FromSeconds(60);
            options.MaximumResponseBytes = 1024 * 1024;
        });
        var error = await Record.ExceptionAsync(() => Calls[call].Send(client));
        return (error, server.Requests);
    }

    private static async Task SendTransactionAsync(Target client)
    {
        var transaction = client.Transaction();
        var update = transaction.Update(new Patient { Id = Id, Meta = new Meta { VersionId = "1" } });
        var create = transaction.Create(new Observation());
        var response = await transaction.SendAsync();
        response[update].ThrowIfFailed();
        response[create].ThrowIfFailed();
    }
}
