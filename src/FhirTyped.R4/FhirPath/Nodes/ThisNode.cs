namespace FhirTyped.R4.FhirPath;

/// <summary><c>$this</c>.</summary>
internal sealed class ThisNode(int position) : Node(position, 0)
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output) => output.AddRange(scope.Focus);
}
