namespace FhirTyped.R4.FhirPath;

/// <summary>One call of a function: what it is called on, its arguments, and where its result goes.</summary>
internal readonly ref struct FunctionCall
{
    private readonly ref readonly Scope _scope;

    public FunctionCall(FunctionNode node, EvaluationRun run, ref readonly Scope scope, List<FhirPathValue> input, List<FhirPathValue> output)
    {
        Node = node;
        Run = run;
        Input = input;
        Output = output;
        _scope = ref scope;
    }

    public FunctionNode Node { get; }

    public EvaluationRun Run { get; }

    public List<FhirPathValue> Input { get; }

    public List<FhirPathValue> Output { get; }

    public ref readonly Scope Scope => ref _scope;

    public int Count => Node.Arguments.Length;

    public void Add(FhirPathValue value) => Output.Add(value);

    public void Add(bool value) => Output.Add(new FhirPathValue(value));

    public void Add(string value)
    {
        Run.ChargeText(value.Length, Node.Position);
        Output.Add(new FhirPathValue(value));
    }

    /// <summary>The single item of the input as a value of FHIRPath's own types; nothing where the input is empty.</summary>
    public FhirPathValue Single() => Run.Single(Input, Node.Position);

    /// <summary>The single text of the input; null where the input is empty.</summary>
    public string? Text() => TextOf(Single(), Node.Position);

    /// <summary>An argument as a single value; nothing where it is empty.</summary>
    public FhirPathValue Argument(int index) => Node.Arguments[index].EvaluateSingle(Run, in _scope);

    /// <summary>An argument as a single text; null where it is empty.</summary>
    public string? TextArgument(int index) => TextOf(Argument(index), Node.Arguments[index].Position);

    /// <summary>An argument as a single integer; null where it is empty.</summary>
    public int? IntegerArgument(int index)
    {
        var value = Argument(index);
        return value.Kind switch
        {
            FhirPathKind.None => null,
            FhirPathKind.Integer => value.Integer,
            _ => throw Run.Error(Node.Arguments[index].Position, $"An integer is needed for '{Node.Name}'."),
        };
    }

    /// <summary>An argument as a collection, in a list to be returned.</summary>
    public List<FhirPathValue> CollectionArgument(int index)
    {
        var list = Run.Rent();
        Node.Arguments[index].Evaluate(Run, in _scope, list);
        return list;
    }

    /// <summary>The scope of an argument that is evaluated on one item of the input, or on all of it.</summary>
    public Scope ScopeOf(List<FhirPathValue> focus, int index) => new(focus, index, _scope.Total);

    public FhirPathException Error(string reason) => Run.Error(Node.Position, reason);

    private string? TextOf(FhirPathValue value, int position) => value.Kind switch
    {
        FhirPathKind.None => null,
        FhirPathKind.String => value.Text,
        _ => throw Run.Error(position, $"A text is needed for '{Node.Name}', and this is {TypeSpecifier.Describe(value)}."),
    };
}
