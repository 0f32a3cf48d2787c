using System.Globalization;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.BulkData.Tests.Ndjson;

/// <summary>Files as typed streams: line by line, of any length, with errors that name the place and nothing else.</summary>
public sealed class ReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReadTests() => Directory.CreateDirectory(_folder.Path);

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "")]
    [InlineData("\n\n \r\n", "\r\n\n")]
    public async Task Lines_OfEveryEnd(string between, string end)
    {
        Write("\uFEFF" + string.Join(between, Enumerable.Range(0, 500).Select(Patient)) + end);
        Assert.Equal(Enumerable.Range(0, 500).Select(static i => "p" + i), await IdsAsync(Open().ReadAsync<Patient>()));
    }

    [Theory]
    [InlineData(131_070)]
    [InlineData(131_072)]
    [InlineData(131_074)]
    [InlineData(700_000)]
    [InlineData(1_500_000)]
    public async Task LongLines_AmongShortOnes(int length)
    {
        var text = new string('x', length);
        Write(string.Join('\n', Enumerable.Range(0, 20).Select(i => i % 7 == 3 ? $$"""{"resourceType":"Patient","id":"p{{i}}","language":"{{text}}"}""" : Patient(i))));

        var patients = new List<Patient>();
        await foreach (var patient in Open().ReadAsync<Patient>())
        {
            patients.Add(patient);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => "p" + i), patients.Select(static patient => patient.Id));
        Assert.Equal(3, patients.Count(patient => patient.Language?.ToString()?.Length == length));
    }

    [Fact]
    public async Task BadLine_NamesFileAndLine_AndNothingElse()
    {
        Write(Patient(0) + "\n\n" + """{"resourceType":"Patient","id":"Smith","birthDate":""" + "\n" + Patient(1) + "\n");

        var error = await Assert.ThrowsAsync<BulkLineException>(() => IdsAsync(Open().ReadAsync<Patient>()));
        Assert.Equal(("Patient.00001.ndjson", 3L), (error.File, error.Line));
        Assert.NotNull(error.Issue);
        Assert.DoesNotContain("Smith", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadLines_CanBeLeftOut_AndAreTold()
    {
        Write(Patient(0) + "\n[]\n" + """{"resourceType":"Observation","id":"o"}""" + "\n" + Patient(1));
        var told = new List<long>();

        Assert.Equal(["p0", "p1"], await IdsAsync(Open().ReadAsync<Patient>(new() { OnBadLine = bad => told.Add(bad.Line) })));
        Assert.Equal([2, 3], told);
    }

    [Fact]
    public async Task Strict_RefusesWhatLenientKeeps()
    {
        Write("""{"resourceType":"Patient","id":"p0","birthDate":"not a date"}""");
        Assert.Equal(["p0"], await IdsAsync(Open().ReadAsync<Patient>()));
        await Assert.ThrowsAsync<BulkLineException>(() => IdsAsync(Open().ReadAsync<Patient>(new() { IsStrict = true })));
    }

    [Fact]
    public async Task LineBeyondTheLimit_Ends()
    {
        Write(Patient(0) + "\n" + """{"resourceType":"Patient","language":""" + '"' + new string('x', 400_000) + "\"}\n");
        var error = await Assert.ThrowsAsync<BulkLineException>(() => IdsAsync(Open().ReadAsync<Patient>(new() { LongestLine = 1000, OnBadLine = static _ => { } })));
        Assert.Equal(2, error.Line);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => IdsAsync(Open().ReadAsync<Patient>(new() { LongestLine = 0 })));
    }

    [Fact]
    public async Task FileWithoutAType_IsLookedThrough()
    {
        Write(Patient(0) + "\n" + """{"resourceType":"Observation","id":"o"}""" + "\n", type: null);
        Assert.Equal(["p0"], await IdsAsync(Open().ReadAsync<Patient>()));
        Assert.Equal(["o"], await IdsAsync(Open().ReadAsync<Observation>()));
    }

    [Fact]
    public async Task Cancellation_EndsIt()
    {
        Write(string.Join('\n', Enumerable.Range(0, 10_000).Select(Patient)));
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Open().ReadAsync<Patient>(cancellationToken: cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
    }

    public void Dispose() => _folder.Dispose();

    private static string Patient(int i) => string.Create(CultureInfo.InvariantCulture, $$"""{"resourceType":"Patient","id":"p{{i}}"}""");

    private static async Task<List<string?>> IdsAsync<T>(IAsyncEnumerable<T> resources)
        where T : Resource
    {
        var ids = new List<string?>();
        await foreach (var resource in resources)
        {
            ids.Add(resource.Id);
        }

        return ids;
    }

    private string Path(string type = "Observation") => _folder[type + ".00001.ndjson"];

    private void Write(string content, string? type = "Patient")
    {
        File.WriteAllText(Path(type ?? "Resource"), content, new UTF8Encoding(false));
        WriteManifest(type);
    }

    private void WriteManifest(string? type) => File.WriteAllText(
        _folder["manifest.json"], $$"""{"transactionTime":"2026-01-01T00:00:00Z","output":[{ {{(type is null ? "" : $"\"type\":\"{type}\",")}}"url":"https://x.example/1"}]}""");

    private BulkExportFolder Open() => BulkExportFolder.Open(_folder.Path);
}
