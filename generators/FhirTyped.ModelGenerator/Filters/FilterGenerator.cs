using FhirTyped.ModelGenerator.Parsing;
using Microsoft.CodeAnalysis;

namespace FhirTyped.ModelGenerator.Filters;

/// <summary>Turns the facts of search parameters (spec/search-parameters.facts) into local filters, one for each resource type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FilterGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var filters = context.AdditionalTextsProvider
            .Where(static file => SearchParameterFiles.IsExpressions(file.Path))
            .SelectMany(static (file, cancellation) => FilterFactsParser.Parse(file.GetText(cancellation)?.ToString() ?? "", cancellation))
            .WithTrackingName(ModelSteps.Filters);

        context.RegisterSourceOutput(filters, static (output, filter) =>
        {
            if (FilterFactsParser.IsBase(filter))
            {
                output.AddSource("FhirFilter.g.cs", FilterEmitter.EmitBase(filter));
            }
            else
            {
                output.AddSource("LocalFilters." + filter.ResourceType + ".g.cs", FilterEmitter.Emit(filter));
            }
        });
    }
}
