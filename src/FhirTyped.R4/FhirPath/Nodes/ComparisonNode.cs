namespace FhirTyped.R4.FhirPath;

/// <summary>Which comes first; nothing where that cannot be told. <see href="http://hl7.org/fhirpath/N1/#comparison"/></summary>
internal sealed class ComparisonNode(Token token, Node left, Node right) : Node(token.Position, Math.Max(left.Depth, right.Depth))
{
    private readonly string _operator = token.Text;

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        if (EvaluateBoolean(run, scope) is { } value)
        {
            output.Add(new FhirPathValue(value));
        }
    }

    public override FhirPathValue EvaluateSingle(EvaluationRun run, in Scope scope) =>
        EvaluateBoolean(run, scope) is { } value ? new FhirPathValue(value) : default;

    public override bool? EvaluateBoolean(EvaluationRun run, in Scope scope)
    {
        run.Charge(1, Position);
        var x = left.EvaluateSingle(run, scope);
        var y = right.EvaluateSingle(run, scope);
        if (x.Kind == FhirPathKind.None || y.Kind == FhirPathKind.None)
        {
            return null;
        }

        if (!Comparison.TryCompare(x, y, out var order))
        {
            throw run.Error(Position, $"{TypeSpecifier.Describe(x)} and {TypeSpecifier.Describe(y)} cannot be compared.");
        }

        return order is null ? null : _operator switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }
}
