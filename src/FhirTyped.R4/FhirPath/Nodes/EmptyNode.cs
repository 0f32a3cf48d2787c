namespace FhirTyped.R4.FhirPath;

/// <summary>The empty collection: <c>{}</c>.</summary>
internal sealed class EmptyNode(int position) : Node(position, 0)
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
    }
}
