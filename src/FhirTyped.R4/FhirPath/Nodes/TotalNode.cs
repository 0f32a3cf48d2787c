namespace FhirTyped.R4.FhirPath;

/// <summary><c>$total</c>.</summary>
internal sealed class TotalNode(int position) : Node(position, 0)
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        if (scope.Total is { } total)
        {
            output.AddRange(total);
        }
    }
}
