namespace FhirTyped.SqlOnFhir;

/// <summary>A condition that must be true of a resource.</summary>
internal sealed class WhereNode(ViewExpression expression)
{
    public bool IsTrue(ViewRun run)
    {
        var result = run.Evaluate(expression, run.Resource, 0);
        return result.Count switch
        {
            0 => false,
            1 => result[0].AsBoolean() ?? throw new ViewDefinitionException(expression.Place, "A condition must give a boolean or nothing, and this gives something else."),
            _ => throw new ViewDefinitionException(expression.Place, "A condition must give a boolean or nothing, and this gives several items."),
        };
    }
}
