namespace FhirTyped.R4.FhirPath;

/// <summary>Choosing and projecting items. <see href="http://hl7.org/fhirpath/N1/#filtering-and-projection"/></summary>
internal static class FilterFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("where", 1, 1, Where),
        new("select", 1, 1, Select),
        new("repeat", 1, 1, Repeat),
        new("aggregate", 1, 2, Aggregate),
        new("ofType", 1, 1, static call => TypeOperatorNode.Filter(call.Input, call.Node.Type, call.Output), TakesType: true),
        new("as", 1, 1, static call => TypeOperatorNode.Filter(call.Input, call.Node.Type, call.Output), TakesType: true),
        new("is", 1, 1, static call => TypeOperatorNode.Test(call.Run, call.Input, call.Node.Type, call.Node.Position, call.Output), TakesType: true),
        new("single", 0, 0, Single),
        new("first", 0, 0, static call => AddRange(call, 0, 1)),
        new("last", 0, 0, static call => AddRange(call, call.Input.Count - 1, 1)),
        new("tail", 0, 0, static call => AddRange(call, 1, int.MaxValue)),
        new("skip", 1, 1, static call => AddRange(call, call.IntegerArgument(0) ?? 0, int.MaxValue)),
        new("take", 1, 1, static call => AddRange(call, 0, call.IntegerArgument(0) ?? 0)),
    ];

    private static void Where(FunctionCall call)
    {
        var criterion = call.Node.Arguments[0];
        var focus = call.Run.Rent();
        for (var i = 0; i < call.Input.Count; i++)
        {
            focus.Clear();
            focus.Add(call.Input[i]);
            if (criterion.EvaluateBoolean(call.Run, call.ScopeOf(focus, i)) == true)
            {
                call.Add(call.Input[i]);
            }
        }

        call.Run.Return(focus);
    }

    private static void Select(FunctionCall call)
    {
        var projection = call.Node.Arguments[0];
        var focus = call.Run.Rent();
        for (var i = 0; i < call.Input.Count; i++)
        {
            focus.Clear();
            focus.Add(call.Input[i]);
            projection.Evaluate(call.Run, call.ScopeOf(focus, i), call.Output);
        }

        call.Run.Return(focus);
    }

    // The projection of the input, of what that gave, and so on, as long as something new comes.
    private static void Repeat(FunctionCall call)
    {
        var projection = call.Node.Arguments[0];
        var seen = new DistinctItems(call.Run, call.Node.Position);
        var pending = new Queue<FhirPathValue>(call.Input);
        var focus = call.Run.Rent();
        var found = call.Run.Rent();
        while (pending.TryDequeue(out var item))
        {
            focus.Clear();
            focus.Add(item);
            found.Clear();
            projection.Evaluate(call.Run, call.ScopeOf(focus, -1), found);
            call.Run.Charge(found.Count + 1, call.Node.Position);
            foreach (var next in found)
            {
                if (seen.Add(next))
                {
                    call.Add(next);
                    pending.Enqueue(next);
                }
            }
        }

        call.Run.Return(found);
        call.Run.Return(focus);
    }

    private static void Aggregate(FunctionCall call)
    {
        var total = call.Count == 2 ? call.CollectionArgument(1) : call.Run.Rent();
        var focus = call.Run.Rent();
        for (var i = 0; i < call.Input.Count; i++)
        {
            focus.Clear();
            focus.Add(call.Input[i]);
            var next = call.Run.Rent();
            call.Node.Arguments[0].Evaluate(call.Run, new Scope(focus, i, total), next);
            call.Run.Return(total);
            total = next;
        }

        call.Output.AddRange(total);
        call.Run.Return(focus);
        call.Run.Return(total);
    }

    private static void Single(FunctionCall call)
    {
        if (call.Input.Count > 1)
        {
            throw call.Error("A single item is asked for, and there are several.");
        }

        call.Output.AddRange(call.Input);
    }

    private static void AddRange(FunctionCall call, int start, int count)
    {
        var from = Math.Max(start, 0);
        var to = (int)Math.Min((long)from + Math.Max(count, 0), call.Input.Count);
        for (var i = from; i < to; i++)
        {
            call.Add(call.Input[i]);
        }
    }
}
