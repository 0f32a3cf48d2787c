namespace FhirTyped.R4.FhirPath;

/// <summary>
/// A variable of the surroundings: <c>%resource</c>. <see href="https://hl7.org/fhir/R4/fhirpath.html#variables"/>
/// </summary>
internal sealed class VariableNode(int position, string name) : Node(position, 0)
{
    /// <summary>Whether neither FHIRPath nor FHIR define the variable, so that the context has to give it.</summary>
    public static bool IsOwn(Token token) => token.Text is not ("context" or "resource" or "rootResource") && Create(token) is VariableNode;

    /// <summary>The node of a variable; of one whose value is always the same, a literal.</summary>
    public static Node Create(Token token)
    {
        var constant = token.Text switch
        {
            "ucum" => "http://unitsofmeasure.org",
            "sct" => "http://snomed.info/sct",
            "loinc" => "http://loinc.org",
            ['v', 's', '-', .. var valueSet] => "http://hl7.org/fhir/ValueSet/" + valueSet,
            ['e', 'x', 't', '-', .. var extension] => "http://hl7.org/fhir/StructureDefinition/" + extension,
            _ => null,
        };
        return constant is null ? new VariableNode(token.Position, token.Text) : new ConstantNode(token.Position, new FhirPathValue(constant));
    }

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        if (run.Context.Variables is { } variables && variables.TryGetValue(name, out var values))
        {
            output.AddRange(values);
            return;
        }

        var element = name switch
        {
            "context" => run.Input,
            "resource" => run.Resource,
            "rootResource" => run.RootResource,
            _ => throw run.Error(Position, $"There is no variable %{name}."),
        };
        if (element is not null)
        {
            output.Add(new FhirPathValue(element));
        }
    }
}
