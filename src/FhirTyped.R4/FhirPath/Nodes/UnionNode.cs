namespace FhirTyped.R4.FhirPath;

/// <summary><c>|</c>: the items of both sides, each once.</summary>
internal sealed class UnionNode(Token token, Node left, Node right) : Node(token.Position, Math.Max(left.Depth, right.Depth))
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        var both = run.Rent();
        left.Evaluate(run, scope, both);
        right.Evaluate(run, scope, both);
        DistinctItems.AddTo(run, both, Position, output);
        run.Return(both);
    }
}
