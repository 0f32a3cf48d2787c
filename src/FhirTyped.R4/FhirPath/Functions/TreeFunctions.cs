namespace FhirTyped.R4.FhirPath;

/// <summary>Walking the tree, and looking at what is there. <see href="http://hl7.org/fhirpath/N1/#tree-navigation"/></summary>
internal static class TreeFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("children", 0, 0, Children),
        new("descendants", 0, 0, Descendants),
        new("trace", 1, 2, Trace),
        new("type", 0, 0, Type),
    ];

    private static void Children(FunctionCall call)
    {
        foreach (var item in call.Input)
        {
            if (item.Element is { } element)
            {
                call.Run.AddElements(element, null, call.Node.Position, call.Output);
            }
        }
    }

    // Level by level: what was added is looked into in turn.
    private static void Descendants(FunctionCall call)
    {
        var next = call.Output.Count;
        Children(call);
        for (; next < call.Output.Count; next++)
        {
            if (call.Output[next].Element is { } element)
            {
                call.Run.AddElements(element, null, call.Node.Position, call.Output);
            }
        }
    }

    private static void Trace(FunctionCall call)
    {
        if (call.Run.Context.Tracer is { } tracer && call.TextArgument(0) is { } name)
        {
            var shown = new List<FhirPathValue>(call.Input);
            if (call.Count == 2)
            {
                shown.Clear();
                var focus = call.Run.Rent();
                for (var i = 0; i < call.Input.Count; i++)
                {
                    focus.Clear();
                    focus.Add(call.Input[i]);
                    call.Node.Arguments[1].Evaluate(call.Run, call.ScopeOf(focus, i), shown);
                }

                call.Run.Return(focus);
            }

            tracer(name, shown);
        }

        call.Output.AddRange(call.Input);
    }

    private static void Type(FunctionCall call)
    {
        foreach (var item in call.Input)
        {
            call.Add(FhirPathValue.OfType(TypeSpecifier.Of(item)));
        }
    }
}
