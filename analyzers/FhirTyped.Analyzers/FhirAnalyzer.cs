using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>An analyzer of code that knows FhirTyped. In any other compilation it registers nothing.</summary>
public abstract class FhirAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (FhirSymbols.TryCreate(start.Compilation) is { } symbols)
            {
                Register(start, symbols);
            }
        });
    }

    /// <summary>Registers what is looked at in one compilation.</summary>
    /// <param name="start">The compilation.</param>
    /// <param name="symbols">The types of FhirTyped in it.</param>
    private protected abstract void Register(CompilationStartAnalysisContext start, FhirSymbols symbols);
}
