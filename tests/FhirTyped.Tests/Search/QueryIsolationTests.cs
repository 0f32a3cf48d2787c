using System.Collections.Concurrent;
using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>What a search asks for is what its own function says, whatever other functions do at the same time, before or after.</summary>
public sealed class QueryIsolationTests
{
    private const int Tasks = 200;
    private const int Rounds = 40;

    private static readonly TestPlatform Client = FakeServer.Client(static _ => throw new InvalidOperationException(), out _);

    [Fact]
    public async Task SearchesOfManyTasks_HoldOnlyWhatTheirOwnFunctionAdds()
    {
        var kept = new ConcurrentBag<TestPlatform.PatientQuery>();
        var wrong = new ConcurrentQueue<string>();
        var start = new TaskCompletionSource();
        var tasks = Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            await start.Task;
            var random = new Random(task);
            for (var round = 0; round < Rounds; round++)
            {
                Try(random, $"t{task}r{round}", kept, wrong);
                if (round % 8 == 0)
                {
                    await Task.Yield();
                }
            }
        })).ToArray();
        start.SetResult();
        await Task.WhenAll(tasks);

        Assert.Empty(wrong);
    }

    private static void Try(Random random, string own, ConcurrentBag<TestPlatform.PatientQuery> kept, ConcurrentQueue<string> wrong)
    {
        switch (random.Next(6))
        {
            case 0:
                Expect($"Patient?family={own}&active=true", Client.Patient.Search(q => kept.Add(q.Family.StartsWith(own).Active.Is(true))), wrong);
                break;
            case 1:
                Refuse(() => Client.Patient.Search(q => throw Keep(kept, q.Family.StartsWith(own))), wrong);
                break;
            case 2:
                Refuse(() => Client.Observation.Search(q => q.Subject.Patient(p => throw Keep(kept, p.Family.StartsWith(own)))), wrong);
                break;
            case 3:
                Refuse(() => Client.Patient.Search(async q =>
                {
                    kept.Add(q.Family.StartsWith(own));
                    await Task.Yield();
                    Use(new Random(own.Length), kept, wrong);
                }), wrong);
                break;
            case 4:
                string? inner = null;
                Expect($"Patient?family={own}&address-city={own}", Client.Patient.Search(q =>
                {
                    q.Family.StartsWith(own);
                    inner = Client.Patient.Search(p => kept.Add(p.Family.Exactly(own))).RelativeUrl;
                    Use(random, kept, wrong);
                    q.AddressCity.StartsWith(own);
                }), wrong);
                if (inner != $"Patient?family:exact={own}")
                {
                    wrong.Enqueue("inner: " + inner);
                }

                break;
            default:
                Use(random, kept, wrong);
                Expect($"Patient?_has:Observation:subject:code={own}&_sort=family", Client.Patient.Search(q => q
                    .Has<TestPlatform.ObservationQuery>(o => o.Subject, o => o.Code.Is(own)).Sort(p => p.Family)), wrong);
                break;
        }
    }

    private static TimeoutException Keep(ConcurrentBag<TestPlatform.PatientQuery> kept, TestPlatform.PatientQuery query)
    {
        kept.Add(query);
        return new();
    }

    // A query that somebody kept, perhaps one that another thread builds a search with right now.
    private static void Use(Random random, ConcurrentBag<TestPlatform.PatientQuery> kept, ConcurrentQueue<string> wrong)
    {
        if (kept.TryTake(out var query))
        {
            var (name, use) = QueryLifetimeTests.EntryPoints[random.Next(QueryLifetimeTests.EntryPoints.Length)];
            if (Record.Exception(() => use(query)) is not InvalidOperationException)
            {
                wrong.Enqueue(name + " of a query that was kept did not throw.");
            }
        }
    }

    private static void Expect<T>(string expected, FhirSearch<T> search, ConcurrentQueue<string> wrong)
        where T : Resource
    {
        if (search.RelativeUrl != expected)
        {
            wrong.Enqueue(search.RelativeUrl + " instead of " + expected);
        }
    }

    private static void Refuse(Action search, ConcurrentQueue<string> wrong)
    {
        if (Record.Exception(search) is not (TimeoutException or InvalidOperationException))
        {
            wrong.Enqueue("A function that throws or is async built a search.");
        }
    }
}
