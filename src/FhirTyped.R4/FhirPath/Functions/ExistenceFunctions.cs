namespace FhirTyped.R4.FhirPath;

/// <summary>Whether there is something, and whether it holds for all. <see href="http://hl7.org/fhirpath/N1/#existence"/></summary>
internal static class ExistenceFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("empty", 0, 0, static call => call.Add(call.Input.Count == 0)),
        new("exists", 0, 1, Exists),
        new("all", 1, 1, static call => call.Add(!Any(call, expected: false))),
        new("allTrue", 0, 0, static call => call.Add(!HasBoolean(call, false))),
        new("anyTrue", 0, 0, static call => call.Add(HasBoolean(call, true))),
        new("allFalse", 0, 0, static call => call.Add(!HasBoolean(call, true))),
        new("anyFalse", 0, 0, static call => call.Add(HasBoolean(call, false))),
        new("count", 0, 0, static call => call.Add(new FhirPathValue(call.Input.Count))),
        new("not", 0, 0, Not),
    ];

    private static void Exists(FunctionCall call) => call.Add(call.Count == 0 ? call.Input.Count > 0 : Any(call, expected: true));

    // Whether the criterion is true of any item, or, for what should be all, not true of any.
    private static bool Any(FunctionCall call, bool expected)
    {
        var criterion = call.Node.Arguments[0];
        var focus = call.Run.Rent();
        var found = false;
        for (var i = 0; i < call.Input.Count && !found; i++)
        {
            focus.Clear();
            focus.Add(call.Input[i]);
            found = (criterion.EvaluateBoolean(call.Run, call.ScopeOf(focus, i)) == true) == expected;
        }

        call.Run.Return(focus);
        return found;
    }

    private static bool HasBoolean(FunctionCall call, bool wanted)
    {
        foreach (var item in call.Input)
        {
            var value = item.AsBoolean() ?? throw call.Error($"'{call.Node.Name}' needs booleans.");
            if (value == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static void Not(FunctionCall call)
    {
        if (call.Run.ToBoolean(call.Input, call.Node.Position) is { } value)
        {
            call.Add(!value);
        }
    }
}
