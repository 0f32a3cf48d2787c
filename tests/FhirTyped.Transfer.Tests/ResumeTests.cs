using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Transfer.Tests;

/// <summary>Transfers that end in the middle, and go on by the linkage file.</summary>
public sealed class ResumeTests
{
    private static Resource[] Family => [.. Enumerable.Range(0, 6).Select(static i => (Resource)new Patient { Id = "p" + i, Link = { new PatientLink { Other = new($"Patient/p{(i + 1) % 6}"), Type = LinkType.Seealso } } })];

    // 6 creates, 1 update that closes the loop: stopped before and after each of them.
    [Fact]
    public async Task Cancelled_at_any_moment_it_goes_on_without_doubling()
    {
        for (var stop = 0; stop < 7; stop++)
        {
            await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
            using var file = new TemporaryFile();
            using var end = new CancellationTokenSource();
            var wire = new Wire { Before = number => EndAt(number, stop, end) };
            var transfer = new FhirTransfer(sandbox.Client(wire), new() { LinkageFile = file.Path });
            var plan = await transfer.PlanAsync(Family.ToAsyncEnumerable());
            if (stop < 6)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transfer.SendAsync(plan, end.Token));
                Assert.Equal(stop + 1, sandbox.Count);
            }
            else
            {
                await transfer.SendAsync(plan, end.Token);
            }

            var result = await new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path }).MoveAsync(Family);
            await AssertWholeAsync(sandbox, result);
            Assert.Equal(Math.Min(stop + 1, 6), result.Count(FhirTransferOutcome.Earlier));
        }
    }

    // As a kill leaves it: the server has done it, and no line says so.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_in_the_middle_of_a_create_nobody_creates_it_again_unasked(bool repeats)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        using var file = new TemporaryFile();
        await KillAsync(sandbox, file.Path, afterWrite: 2, new());
        Assert.Equal(3, sandbox.Count);

        var result = await new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path, RepeatsUnknown = repeats }).MoveAsync(Family);
        if (repeats)
        {
            Assert.True(result.IsComplete);
            Assert.Equal(7, sandbox.Count);
            return;
        }

        Assert.Equal(FhirTransferOutcome.Unknown, Assert.Single(result.Entries, static entry => entry.Outcome == FhirTransferOutcome.Unknown).Outcome);
        Assert.Equal(3, sandbox.Count);
        Assert.False(result.IsComplete);
        Assert.All(result.Failures, static entry => Assert.NotNull(entry.Error));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Killed_where_ids_are_kept_it_goes_on_without_asking(int write)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Permissive);
        using var file = new TemporaryFile();
        await KillAsync(sandbox, file.Path, write, new() { Ids = FhirTransferIds.Keep });

        var result = await new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path, Ids = FhirTransferIds.Keep }).MoveAsync(Family);
        await AssertWholeAsync(sandbox, result);
        Assert.All(result.Entries, static entry => Assert.Equal(entry.Source, entry.Target));
    }

    [Fact]
    public async Task Killed_between_the_second_pass_and_its_line_it_sees_that_it_was_done()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        using var file = new TemporaryFile();
        await KillAsync(sandbox, file.Path, afterWrite: 6, new());

        await AssertWholeAsync(sandbox, await new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path }).MoveAsync(Family));
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        using var file = new TemporaryFile();
        using var end = new CancellationTokenSource();
        var wire = new Wire { Before = number => EndAt(number, 5, end) };
        var transfer = new FhirTransfer(sandbox.Client(wire), new() { LinkageFile = file.Path });
        var plan = await transfer.PlanAsync(Family.ToAsyncEnumerable());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transfer.SendAsync(plan, end.Token));
        var client = sandbox.Client();
        var first = (Patient)Assert.Single(await client.Search("Patient?_lastUpdated=gt2000-01-01").ToListAsync(10), static one => ((Patient)one).Link[0].Other!.Reference is null);
        first.Active = true;
        await client.UpdateAsync(first);

        var result = await new FhirTransfer(client, new() { LinkageFile = file.Path }).MoveAsync(Family);
        var entry = Assert.Single(result.Failures);
        Assert.Equal(FhirTransferOutcome.Incomplete, entry.Outcome);
        Assert.IsType<FhirConflictException>(entry.Error);
        Assert.True(((Patient)await client.ReadAsync("Patient", first.Id!)).Active);
    }

    [Fact]
    public async Task A_line_that_was_cut_off_says_nothing_and_is_cut_away()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        using var file = new TemporaryFile();
        await new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path }).MoveAsync(new Patient { Id = "p" });
        var whole = await File.ReadAllTextAsync(file.Path);
        await File.WriteAllTextAsync(file.Path, whole + """{"source":"Patient/q","tar""");

        var result = await new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path }).MoveAsync(new Patient { Id = "p" }, new Patient { Id = "q" });
        Assert.Equal([FhirTransferOutcome.Earlier, FhirTransferOutcome.Created], result.Entries.Select(static entry => entry.Outcome));
        Assert.StartsWith(whole + """{"begin":["Patient/q"]}""", await File.ReadAllTextAsync(file.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"transfer\":\"https://other.example/fhir/\"}\n", "another server")]
    [InlineData("{\"transfer\":\"BASE\",\"from\":\"https://old.example/fhir\"}\n", "from another server")]
    [InlineData("{\"transfer\":\"BASE\"}\n{\"source\":\"Patient/p\"}\n", "Line 2")]
    [InlineData("{\"transfer\":\"BASE\"}\nnonsense\n", "Line 2")]
    [InlineData("[1]\n", "Line 1")]
    [InlineData("my notes", "none")]
    public async Task A_file_that_is_no_linkage_of_this_target_is_left_alone(string content, string expected)
    {
        await using var sandbox = await FhirSandbox.StartAsync(Servers.Hapi);
        using var file = new TemporaryFile();
        content = content.Replace("BASE", sandbox.BaseUrl.AbsoluteUri, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file.Path, content);

        var error = await Assert.ThrowsAsync<FhirTransferException>(() => new FhirTransfer(sandbox.Client(), new() { LinkageFile = file.Path }).MoveAsync(new Patient { Id = "p" }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(file.Path));
        Assert.Equal(0, sandbox.Count);
    }

    private static void EndAt(int number, int stop, CancellationTokenSource end)
    {
        if (number == stop)
        {
            end.Cancel();
        }
    }

    // What is no exception of FHIR goes through, and nothing more is written: as if the process had ended.
    private static async Task KillAsync(FhirSandbox sandbox, string path, int afterWrite, FhirTransferOptions options)
    {
        options.LinkageFile = path;
        var saved = Array.Empty<byte>();
        var wire = new Wire
        {
            After = number => saved = number == afterWrite ? ReadShared(path) : saved,
            Before = number => _ = number > afterWrite ? throw new InvalidOperationException("killed") : number,
        };
        try
        {
            await new FhirTransfer(sandbox.Client(wire), options).MoveAsync(Family);
        }
        catch (InvalidOperationException killed) when (killed.Message == "killed")
        {
            // As it was to be.
        }

        await File.WriteAllBytesAsync(path, saved);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private static async Task AssertWholeAsync(FhirSandbox sandbox, FhirTransferResult result)
    {
        Assert.True(result.IsComplete, string.Join(' ', result.Failures.Select(static entry => entry.Error?.Message)));
        Assert.Equal(6, sandbox.Count);
        var client = sandbox.Client();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(result.TargetOf($"Patient/p{(i + 1) % 6}"), (await client.GetAsync<Patient>(result, "Patient/p" + i)).Link[0].Other!.Reference);
        }
    }
}
