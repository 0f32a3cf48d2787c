namespace FhirTyped.R4.FhirPath;

/// <summary>Collections as sets. <see href="http://hl7.org/fhirpath/N1/#combining"/></summary>
internal static class SetFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("distinct", 0, 0, static call => DistinctItems.AddTo(call.Run, call.Input, call.Node.Position, call.Output)),
        new("isDistinct", 0, 0, IsDistinct),
        new("union", 1, 1, Union),
        new("combine", 1, 1, Combine),
        new("intersect", 1, 1, Intersect),
        new("exclude", 1, 1, Exclude),
        new("subsetOf", 1, 1, static call => Compare(call, isInputSmaller: true)),
        new("supersetOf", 1, 1, static call => Compare(call, isInputSmaller: false)),
    ];

    private static void IsDistinct(FunctionCall call)
    {
        var seen = new DistinctItems(call.Run, call.Node.Position);
        foreach (var item in call.Input)
        {
            if (!seen.Add(item))
            {
                call.Add(false);
                return;
            }
        }

        call.Add(true);
    }

    private static void Union(FunctionCall call)
    {
        var both = call.Run.Rent();
        both.AddRange(call.Input);
        call.Node.Arguments[0].Evaluate(call.Run, in call.Scope, both);
        DistinctItems.AddTo(call.Run, both, call.Node.Position, call.Output);
        call.Run.Return(both);
    }

    private static void Combine(FunctionCall call)
    {
        call.Output.AddRange(call.Input);
        call.Node.Arguments[0].Evaluate(call.Run, in call.Scope, call.Output);
    }

    private static void Intersect(FunctionCall call)
    {
        var other = SetOf(call);
        var seen = new DistinctItems(call.Run, call.Node.Position);
        foreach (var item in call.Input)
        {
            if (other.Contains(item) && seen.Add(item))
            {
                call.Add(item);
            }
        }
    }

    private static void Exclude(FunctionCall call)
    {
        var other = SetOf(call);
        foreach (var item in call.Input)
        {
            if (!other.Contains(item))
            {
                call.Add(item);
            }
        }
    }

    private static void Compare(FunctionCall call, bool isInputSmaller)
    {
        var argument = call.CollectionArgument(0);
        var larger = new DistinctItems(call.Run, call.Node.Position);
        foreach (var item in isInputSmaller ? argument : call.Input)
        {
            larger.Add(item);
        }

        var isSubset = true;
        foreach (var item in isInputSmaller ? call.Input : argument)
        {
            isSubset &= larger.Contains(item);
        }

        call.Run.Return(argument);
        call.Add(isSubset);
    }

    private static DistinctItems SetOf(FunctionCall call)
    {
        var argument = call.CollectionArgument(0);
        var set = new DistinctItems(call.Run, call.Node.Position);
        foreach (var item in argument)
        {
            set.Add(item);
        }

        call.Run.Return(argument);
        return set;
    }
}
