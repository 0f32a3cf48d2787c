namespace FhirTyped.R4.FhirPath;

/// <summary><c>$index</c>.</summary>
internal sealed class IndexNode(int position) : Node(position, 0)
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        if (scope.Index >= 0)
        {
            output.Add(new FhirPathValue(scope.Index));
        }
    }
}
