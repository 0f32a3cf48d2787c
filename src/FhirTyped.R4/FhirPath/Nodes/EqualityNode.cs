namespace FhirTyped.R4.FhirPath;

/// <summary><c>=</c>, <c>~</c> and their negations. <see href="http://hl7.org/fhirpath/N1/#equality"/></summary>
internal sealed class EqualityNode(Token token, Node left, Node right) : Node(token.Position, Math.Max(left.Depth, right.Depth))
{
    private readonly bool _isEquivalence = token.Text is "~" or "!~";
    private readonly bool _isNegated = token.Text[0] == '!';

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
        var x = run.Rent();
        var y = run.Rent();
        left.Evaluate(run, scope, x);
        right.Evaluate(run, scope, y);
        run.Charge(x.Count + y.Count + 1, Position);
        bool? result = _isEquivalence ? Equivalence.AreEquivalent(run, x, y, Position) : Equality.AreEqual(run, x, y, Position);
        run.Return(y);
        run.Return(x);
        return _isNegated ? !result : result;
    }
}
