namespace FhirTyped.R4.FhirPath;

/// <summary><c>+ - * / div mod &amp;</c>. <see href="http://hl7.org/fhirpath/N1/#math"/></summary>
internal sealed class ArithmeticNode(Token token, Node left, Node right) : Node(token.Position, Math.Max(left.Depth, right.Depth))
{
    private readonly string _operator = token.Text;

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        var value = EvaluateSingle(run, scope);
        if (value.Kind != FhirPathKind.None)
        {
            output.Add(value);
        }
    }

    public override FhirPathValue EvaluateSingle(EvaluationRun run, in Scope scope)
    {
        run.Charge(1, Position);
        var x = left.EvaluateSingle(run, scope);
        var y = right.EvaluateSingle(run, scope);
        if (_operator == "&")
        {
            return Joined(run, Text(run, x), Text(run, y));
        }

        if (x.Kind == FhirPathKind.None || y.Kind == FhirPathKind.None)
        {
            return default;
        }

        if (_operator == "+" && x.Kind == FhirPathKind.String && y.Kind == FhirPathKind.String)
        {
            return Joined(run, x.Text, y.Text);
        }

        if (x.IsUncertain || y.IsUncertain)
        {
            return default;
        }

        return Arithmetic.TryApply(_operator, x, y, out var result)
            ? result
            : throw run.Error(Position, $"{TypeSpecifier.Describe(x)} {_operator} {TypeSpecifier.Describe(y)} is not defined.");
    }

    // Text that doubles with each step must not fill the memory.
    private FhirPathValue Joined(EvaluationRun run, string left, string right)
    {
        run.ChargeText((long)left.Length + right.Length, Position);
        return new FhirPathValue(left + right);
    }

    private string Text(EvaluationRun run, FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.None => "",
        FhirPathKind.Element when value.Element is not PrimitiveElement => throw run.Error(Position, "Only values can be joined to a text."),
        _ => value.AsString() ?? "",
    };
}
