namespace FhirTyped.SqlOnFhir;

/// <summary>One resource on its way through a view.</summary>
internal sealed class ViewRun
{
    private readonly RowVariables _variables;
    private readonly CancellationToken _cancellationToken;

    public ViewRun(Resource resource, IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>> constants, CancellationToken cancellationToken)
    {
        Resource = resource;
        _variables = new RowVariables(constants);
        _cancellationToken = cancellationToken;
        Context = new FhirPathContext { Resource = resource, Variables = _variables };
    }

    public Resource Resource { get; }

    private FhirPathContext Context { get; }

    public IReadOnlyList<FhirPathValue> Evaluate(ViewExpression expression, Base focus, int rowIndex)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _variables.RowIndex = rowIndex;
        try
        {
            return expression.Path.Select(focus, Context);
        }
        catch (FhirPathException exception)
        {
            throw new ViewDefinitionException(expression.Place, exception.Reason, exception);
        }
    }
}
