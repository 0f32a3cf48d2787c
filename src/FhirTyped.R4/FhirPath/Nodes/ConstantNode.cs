namespace FhirTyped.R4.FhirPath;

/// <summary>A literal.</summary>
internal sealed class ConstantNode(int position, FhirPathValue value) : Node(position, 0)
{
    public FhirPathValue Value => value;

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output) => output.Add(value);

    public override FhirPathValue EvaluateSingle(EvaluationRun run, in Scope scope) => value;
}
