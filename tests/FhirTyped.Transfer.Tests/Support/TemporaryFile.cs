namespace FhirTyped.Transfer.Tests;

/// <summary>A file that goes with the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "fhirtyped-transfer-" + Guid.NewGuid().ToString("N") + ".ndjson");

    public void Dispose() => File.Delete(Path);
}
