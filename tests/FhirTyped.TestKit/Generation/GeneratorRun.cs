using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.TestKit.Generation;

/// <summary>What one run of a generator gave.</summary>
/// <param name="Compilation">The compilation with the emitted code.</param>
/// <param name="Result">The driver's result.</param>
public sealed record GeneratorRun(CSharpCompilation Compilation, GeneratorRunResult Result)
{
    /// <summary>The generator's diagnostics.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } = Result.GeneratedSources.IsDefault
        ? new Dictionary<string, string>()
        : Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    /// <summary>The compiler's warnings and errors about all the code, emitted code included.</summary>
    public ImmutableArray<Diagnostic> CompilerProblems =>
        [.. Compilation.GetDiagnostics().Where(static problem => problem.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Why each output of a step is what it is; empty where the step did not run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOf(string step) =>
        [.. Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason) : []];

    /// <summary>How many files were emitted anew in this run.</summary>
    public int EmittedCount => Result.TrackedOutputSteps.Values.SelectMany(static runs => runs).Count(static run =>
        run.Outputs.Any(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified));
}
