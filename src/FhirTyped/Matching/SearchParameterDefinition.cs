using FhirTyped.Capabilities;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>A search parameter of FHIR R4 for one resource type: https://hl7.org/fhir/R4/searchparameter-registry.html.</summary>
internal sealed class SearchParameterDefinition
{
    private readonly string? _expressionText;
    private FhirPathExpression? _expression;

    public SearchParameterDefinition(string name, SearchParameterType type, SearchComponentDefinition[] components, string? expression)
    {
        Name = name;
        Type = type;
        Components = components;
        _expressionText = expression;
    }

    public string Name { get; }

    public SearchParameterType Type { get; }

    /// <summary>The parts of a composite; empty for other types.</summary>
    public SearchComponentDefinition[] Components { get; }

    /// <summary>The codes of the required binding of the elements where it looks, which give their code system; null where there is none.</summary>
    public R4CodeSet? Codes { get; init; }

    /// <summary>The expression as the specification writes it; null where it gives none.</summary>
    public string? ExpressionText => _expressionText;

    /// <summary>Where it looks; null where the specification gives no expression (<c>_text</c>, <c>_content</c>).</summary>
    public FhirPathExpression? Expression => _expressionText is null ? null : _expression ??= FhirPathExpression.For(_expressionText);
}
