namespace FhirTyped.ServerBenchmark;

/// <summary>How far a benchmark is.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Operation">What is measured; null while what was inserted is removed.</param>
/// <param name="Query">Of a search its name; else null.</param>
/// <param name="Completed">How many attempts are done, or resources removed.</param>
/// <param name="Total">How many there are.</param>
public readonly record struct ServerBenchmarkProgress(string Server, ServerBenchmarkOperation? Operation, string? Query, int Completed, int Total);
