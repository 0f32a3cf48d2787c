using FhirTyped.ModelGenerator.Parsing;
using Microsoft.CodeAnalysis;

namespace FhirTyped.ModelGenerator.Search;

/// <summary>
/// Turns the names of search parameters (R4/search-parameters.facts) into the interfaces by which code asks for queries that have
/// them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SearchInterfaceGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.AdditionalTextsProvider
            .Where(static file => SearchParameterFiles.IsNames(file.Path))
            .Select(static (file, cancellation) => SearchInterfaceParser.Parse(file.GetText(cancellation)?.ToString() ?? ""))
            .WithTrackingName(ModelSteps.SearchInterfaces);

        context.RegisterSourceOutput(
            interfaces, static (output, found) => output.AddSource("SearchInterfaces.g.cs", SearchInterfaceEmitter.Emit(found)));
    }
}
