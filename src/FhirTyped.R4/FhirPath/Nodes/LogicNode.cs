namespace FhirTyped.R4.FhirPath;

/// <summary>Three-valued logic; the right side is not looked at where the left one decides. <see href="http://hl7.org/fhirpath/N1/#boolean-logic"/></summary>
internal sealed class LogicNode(Token token, Node left, Node right) : Node(token.Position, Math.Max(left.Depth, right.Depth))
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
        var x = left.EvaluateBoolean(run, scope);
        switch (_operator)
        {
            case "and":
                return x == false ? false : And(x, right.EvaluateBoolean(run, scope));
            case "or":
                return x == true ? true : Or(x, right.EvaluateBoolean(run, scope));
            case "implies":
                return x == false ? true : Or(!x, right.EvaluateBoolean(run, scope));
            default:
                var y = right.EvaluateBoolean(run, scope);
                return x is null || y is null ? null : x != y;
        }
    }

    private static bool? And(bool? x, bool? y) => x == false || y == false ? false : x is null || y is null ? null : true;

    private static bool? Or(bool? x, bool? y) => x == true || y == true ? true : x is null || y is null ? null : false;
}
