namespace FhirTyped.R4.FhirPath;

/// <summary>The elements of a name. At the beginning of an expression, the name of the input's own type stands for the input.</summary>
internal sealed class PathNode(int position, Node? target, string name) : Node(position, target?.Depth ?? 0)
{
    private readonly bool _mayBeType = char.IsAsciiLetterUpper(name[0]);

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        if (target is null)
        {
            Navigate(run, scope.Focus, _mayBeType, output);
            return;
        }

        var input = run.Rent();
        target.Evaluate(run, scope, input);
        Navigate(run, input, false, output);
        run.Return(input);
    }

    private void Navigate(EvaluationRun run, List<FhirPathValue> input, bool mayBeType, List<FhirPathValue> output)
    {
        foreach (var item in input)
        {
            if (item.Element is not { } element)
            {
                AddPart(item, output);
            }
            else if (mayBeType && TypeSpecifier.IsNamed(element, name))
            {
                output.Add(item);
            }
            else
            {
                run.AddElements(element, name, Position, output);
            }
        }
    }

    private void AddPart(FhirPathValue item, List<FhirPathValue> output)
    {
        if (item.Kind == FhirPathKind.TypeInfo && name is "name" or "namespace")
        {
            output.Add(new FhirPathValue(name == "name" ? item.Type.Name : item.Type.Namespace));
        }
    }
}
