namespace FhirTyped.R4.FhirPath;

/// <summary>A part of an expression. Immutable; evaluated by any number of threads.</summary>
internal abstract class Node(int position, int depthBelow)
{
    /// <summary>Where it stands in the expression, in characters from 0.</summary>
    public int Position { get; } = position;

    /// <summary>How many nodes are on the longest way down from here.</summary>
    public int Depth { get; } = depthBelow + 1;

    /// <summary>Adds the resulting items to the output.</summary>
    public abstract void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output);

    /// <summary>The single resulting item as a value of FHIRPath's own types; nothing where the result is empty.</summary>
    public virtual FhirPathValue EvaluateSingle(EvaluationRun run, in Scope scope)
    {
        var list = run.Rent();
        Evaluate(run, scope, list);
        var value = run.Single(list, Position);
        run.Return(list);
        return value;
    }

    /// <summary>The result where a boolean is expected.</summary>
    public virtual bool? EvaluateBoolean(EvaluationRun run, in Scope scope)
    {
        var value = EvaluateSingle(run, scope);
        return value.Kind switch
        {
            FhirPathKind.None => null,
            FhirPathKind.Boolean => value.Boolean,
            _ => true,
        };
    }
}
