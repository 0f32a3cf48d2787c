namespace FhirTyped.R4.FhirPath;

/// <summary>A call of a function on what stands before its full stop, or on the focus.</summary>
internal sealed class FunctionNode(int position, FunctionDefinition definition, Node? target, Node[] arguments, TypeSpecifier? type)
    : Node(position, DeepestOf(target, arguments))
{
    private object? _prepared;

    public string Name => definition.Name;

    public Node[] Arguments => arguments;

    public TypeSpecifier Type => type!;

    /// <summary>What a function has made of a constant argument, for the next call; made twice at worst.</summary>
    public object? Prepared
    {
        get => Volatile.Read(ref _prepared);
        set => Volatile.Write(ref _prepared, value);
    }

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        if (target is null)
        {
            run.Charge(1, Position);
            definition.Body(new FunctionCall(this, run, in scope, scope.Focus, output));
            return;
        }

        var input = run.Rent();
        target.Evaluate(run, scope, input);
        run.Charge(input.Count + 1, Position);
        definition.Body(new FunctionCall(this, run, in scope, input, output));
        run.Return(input);
    }

    private static int DeepestOf(Node? target, Node[] arguments)
    {
        var depth = target?.Depth ?? 0;
        foreach (var argument in arguments)
        {
            depth = Math.Max(depth, argument.Depth);
        }

        return depth;
    }
}
