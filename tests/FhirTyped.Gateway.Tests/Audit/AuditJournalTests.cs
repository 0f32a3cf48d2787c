using System.Net;
using System.Text;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threat: audit missing. With a journal an event outlives the process before the store has it, and comes there once.</summary>
public sealed class AuditJournalTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "journal-" + Guid.NewGuid().ToString("N"));
    private readonly FailingAuditStore _store = new();

    [Fact]
    public async Task Calls_are_answered_before_the_store_has_their_events_and_the_journal_is_empty_in_the_end()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using (var gateway = await StartAsync(server, queueLength: 3))
        {
            _store.IsFailing = true;
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/fhir/hapi/Patient/1")).Status);
            }

            // The places run out all the same: a node does not go on for ever without its store.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync("/api/fhir/hapi/Patient/1")).Status);
            Assert.InRange(new FileInfo(Assert.Single(Directory.GetFiles(_folder))).Length, 300, 3000);
            _store.IsFailing = false;
            await AuditTrailTests.WaitUntilAsync(() => gateway.Services.GetRequiredService<AuditTrail>().Pending == 0);
        }

        Assert.Equal(3, await CountAsync());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_a_process_left_comes_to_the_store_once_and_in_its_order()
    {
        string[] events = [.. Enumerable.Range(0, 600).Select(static i => $$"""{"request":"r{{i}}"}""")];

        // The store has the first 300 of them, and others of the same node.
        AuditRecord? last = null;
        foreach (var content in events.Take(300).Append("""{"request":"other"}"""))
        {
            last = AuditRecord.After("ward", last, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(content));
            await _store.AppendAsync([last], TestContext.Current.CancellationToken);
        }

        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "1.audit"), "ward\n" + string.Join('\n', events) + "\n\0\0\n{\"request\":\"torn\n{\"request\":\"not to its e", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "2.audit"), "wa", TestContext.Current.CancellationToken);
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using (var gateway = await StartAsync(server))
        {
            await gateway.Services.GetRequiredService<AuditTrail>().FlushAsync(TestContext.Current.CancellationToken);
        }

        var contents = new List<string>();
        await foreach (var record in _store.ReadAsync("ward", cancellationToken: TestContext.Current.CancellationToken))
        {
            contents.Add(Encoding.UTF8.GetString(record.Content.Span));
        }

        Assert.Equal([.. events.Take(300), """{"request":"other"}""", .. events.Skip(300)], contents);
        Assert.True((await AuditChain.VerifyAsync(_store, cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task The_journal_of_a_process_that_lives_is_left_alone()
    {
        using var living = new AuditJournal(_folder, "ward", TimeProvider.System);
        var file = living.Append("{}"u8);
        var path = Assert.Single(Directory.GetFiles(_folder));
        Assert.Empty(AuditJournal.FindLeft(_folder));
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await StartAsync(server);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/fhir/hapi/Patient/1")).Status);
        Assert.Contains(path, Directory.GetFiles(_folder));
        file.Release();
    }

    [Fact]
    public async Task Where_the_journal_cannot_be_written_to_calls_wait_for_the_store()
    {
        await File.WriteAllTextAsync(_folder, "a file in its place", TestContext.Current.CancellationToken);
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await StartAsync(server);
        _store.IsFailing = true;

        var call = gateway.GetAsync("/api/fhir/hapi/Patient/1");
        await AuditTrailTests.WaitUntilAsync(() => server.Requests.Count == 1);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(call.IsCompleted);
        _store.IsFailing = false;

        Assert.Equal(HttpStatusCode.OK, (await call).Status);
        Assert.Equal(1, await CountAsync());
        File.Delete(_folder);
    }

    [Fact]
    public void A_journal_that_somebody_deleted_stops_nothing()
    {
        using var journal = new AuditJournal(_folder, "ward", TimeProvider.System);
        var file = journal.Append("{}"u8);
        Directory.Delete(_folder, recursive: true);
        file.Release();
        journal.Dispose();
        journal.Append("{}"u8).Release();
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Two_hundred_at_once_over_many_files_leave_nothing()
    {
        using (var journal = new AuditJournal(_folder, "ward", TimeProvider.System))
        {
            var content = Encoding.UTF8.GetBytes("{\"x\":\"" + new string('x', 60_000) + "\"}");
            Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 200 }, _ => journal.Append(content).Release());
            Assert.InRange(Directory.GetFiles(_folder).Length, 1, 2);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Task<RestGateway> StartAsync(RawServer server, int queueLength = 100) => RestGateway.StartAsync(
        options =>
        {
            options.Platforms["hapi"] = RestGateway.Open(new Uri(server.Address, "fhir/"));
            options.Audit.QueueLength = queueLength;
            options.Audit.JournalFolder = _folder;
        },
        services => services.AddSingleton<IAuditStore>(_store));

    private async Task<int> CountAsync()
    {
        var result = await AuditChain.VerifyAsync(_store, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.IsIntact);
        return (int)result.Count;
    }
}
