namespace FhirTyped.R4.FhirPath;

/// <summary>The item at a place: <c>name[0]</c>.</summary>
internal sealed class IndexerNode(int position, Node target, Node index) : Node(position, Math.Max(target.Depth, index.Depth))
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        var place = index.EvaluateSingle(run, scope);
        if (place.Kind == FhirPathKind.None)
        {
            return;
        }

        if (place.Kind != FhirPathKind.Integer)
        {
            throw run.Error(index.Position, "An index must be an integer.");
        }

        var input = run.Rent();
        target.Evaluate(run, scope, input);
        if ((uint)place.Integer < (uint)input.Count)
        {
            output.Add(input[place.Integer]);
        }

        run.Return(input);
    }
}
