namespace FhirTyped.R4.FhirPath;

/// <summary>
/// <c>is</c> and <c>as</c>. On several items <c>as</c> keeps those of the type, since R4's search parameters are written so
/// (<c>Observation.component.value as Quantity</c>).
/// </summary>
internal sealed class TypeOperatorNode(int position, Node operand, TypeSpecifier type, bool isTest) : Node(position, operand.Depth)
{
    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        var input = run.Rent();
        operand.Evaluate(run, scope, input);
        if (isTest)
        {
            Test(run, input, type, Position, output);
        }
        else
        {
            Filter(input, type, output);
        }

        run.Return(input);
    }

    /// <summary>Adds whether the single item is of the type; nothing where there is no item.</summary>
    public static void Test(EvaluationRun run, List<FhirPathValue> input, TypeSpecifier type, int position, List<FhirPathValue> output)
    {
        if (input.Count > 1)
        {
            throw run.Error(position, "A single item is needed to test its type, and there are several.");
        }

        if (input.Count == 1)
        {
            output.Add(new FhirPathValue(type.Includes(input[0])));
        }
    }

    /// <summary>Adds the items of the type. A code is no string here, though it <c>is</c> one: so the official tests have it.</summary>
    public static void Filter(List<FhirPathValue> input, TypeSpecifier type, List<FhirPathValue> output)
    {
        foreach (var item in input)
        {
            if (type.IncludesExactly(item))
            {
                output.Add(item);
            }
        }
    }
}
