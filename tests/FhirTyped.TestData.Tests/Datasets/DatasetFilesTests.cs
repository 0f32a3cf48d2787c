using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

public sealed class DatasetFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_has_a_file_for_each_type_as_an_export_has()
    {
        var dataset = new UsCoreGenerator(new() { Patients = 2 }).Generate();
        var reports = new List<DatasetProgress>();
        var done = await DatasetFiles.WriteFolderAsync(dataset, _folder["out/data/"], progress: new Reports(reports), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(dataset.Counts.Keys.Select(static type => type + ".ndjson"), Directory.GetFiles(_folder["out/data"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((dataset.Count, dataset.SizeInBytes), (done.Resources, done.Bytes));
        Assert.Equal(done, reports[^1]);
        await using var file = File.OpenRead(_folder["out/data/Observation.ndjson"]);
        var observations = await FhirNdjson.ReadAsync<Observation>(file, FhirJsonOptions.Strict, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(observations.Zip(dataset.Of<Observation>()).All(static pair => pair.First.DeepEquals(pair.Second)));
        Assert.Equal(dataset.Counts["Observation"], observations.Count);
    }

    [Fact]
    public async Task What_fails_in_the_middle_leaves_what_was_there()
    {
        await DatasetFiles.WriteFolderAsync([new Patient { Id = "old" }], _folder["data"], cancellationToken: TestContext.Current.CancellationToken);
        await DatasetFiles.WriteNdjsonAsync([new Patient { Id = "old" }], _folder["data.ndjson"], cancellationToken: TestContext.Current.CancellationToken);
        static IEnumerable<Resource> Failing()
        {
            yield return new Patient { Id = "new" };
            throw new InvalidOperationException("in the middle");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => DatasetFiles.WriteFolderAsync(Failing(), _folder["data"], replace: true));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DatasetFiles.WriteNdjsonAsync(Failing(), _folder["data.ndjson"], replace: true));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DatasetFiles.WriteFolderAsync(Failing(), _folder["other"]));

        Assert.Contains("old", await File.ReadAllTextAsync(_folder["data/Patient.ndjson"], TestContext.Current.CancellationToken));
        Assert.Contains("old", await File.ReadAllTextAsync(_folder["data.ndjson"], TestContext.Current.CancellationToken));
        Assert.Equal(["data", "data.ndjson"], Directory.GetFileSystemEntries(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_cancelled_writes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var number = 0;
        var endless = new UsCoreGenerator(new() { Patients = int.MaxValue }).Stream().Select(resource =>
        {
            if (++number == 3000)
            {
                cancellation.Cancel();
            }

            return resource;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DatasetFiles.WriteFolderAsync(endless, _folder["data"], cancellationToken: cancellation.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_where_that_is_wanted_and_only_if_it_is_of_this_kind()
    {
        Resource[] some = [new Patient { Id = "p" }];
        await DatasetFiles.WriteFolderAsync(some, _folder["data"], cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(() => DatasetFiles.WriteFolderAsync(some, _folder["data"]));
        await DatasetFiles.WriteFolderAsync([new Basic { Id = "b" }], _folder["data"], replace: true, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["Basic.ndjson"], Directory.GetFiles(_folder["data"]).Select(Path.GetFileName));

        await File.WriteAllTextAsync(_folder["data/thesis.docx"], "", TestContext.Current.CancellationToken);
        Assert.Contains("thesis.docx", (await Assert.ThrowsAsync<IOException>(() => DatasetFiles.WriteFolderAsync(some, _folder["data"], replace: true))).Message);
        await Assert.ThrowsAsync<IOException>(() => DatasetFiles.WriteNdjsonAsync(some, _folder["data"], replace: true));
        await Assert.ThrowsAsync<IOException>(() => DatasetFiles.WriteFolderAsync(some, _folder["data/thesis.docx"], replace: true));
        Assert.True(File.Exists(_folder["data/thesis.docx"]));
    }

    [Fact]
    public async Task A_folder_that_came_meanwhile_is_not_replaced()
    {
        IEnumerable<Resource> Slow()
        {
            yield return new Patient { Id = "p" };
            Directory.CreateDirectory(_folder["data"]);
            File.WriteAllText(_folder["data/mine.txt"], "");
        }

        await Assert.ThrowsAsync<IOException>(() => DatasetFiles.WriteFolderAsync(Slow(), _folder["data"]));
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(_folder["data"]).Select(Path.GetFileName));
        Assert.Equal(["data"], Directory.GetFileSystemEntries(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_empty_folder_is_filled_and_stays_the_same_folder()
    {
        Directory.CreateDirectory(_folder["data"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["data"]);
        await DatasetFiles.WriteFolderAsync([new Patient { Id = "p" }], _folder["link"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["Patient.ndjson"], Directory.GetFileSystemEntries(_folder["data"]).Select(Path.GetFileName));
        Assert.NotNull(new DirectoryInfo(_folder["link"]).LinkTarget);
    }

    private sealed class Reports(List<DatasetProgress> all) : IProgress<DatasetProgress>
    {
        public void Report(DatasetProgress value) => all.Add(value);
    }
}
