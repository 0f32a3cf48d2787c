namespace FhirTyped.R4.FhirPath;

/// <summary>The sign minus.</summary>
internal sealed class NegationNode(int position, Node operand) : Node(position, operand.Depth)
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        var value = operand.EvaluateSingle(run, scope);
        switch (value.Kind)
        {
            case FhirPathKind.None:
            case FhirPathKind.Element when value.IsUncertain:
                break;
            case FhirPathKind.Integer when value.Integer != int.MinValue:
                output.Add(new FhirPathValue(-value.Integer));
                break;
            case FhirPathKind.Integer or FhirPathKind.Decimal:
                output.Add(new FhirPathValue(-value.AsDecimal()!.Value));
                break;
            case FhirPathKind.Quantity:
                output.Add(new FhirPathValue(-value.Decimal, value.Unit));
                break;
            default:
                throw run.Error(Position, "Only a number or a quantity has a sign.");
        }
    }
}
