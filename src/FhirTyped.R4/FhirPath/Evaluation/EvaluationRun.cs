using System.Runtime.CompilerServices;

namespace FhirTyped.R4.FhirPath;

/// <summary>
/// One evaluation: its input, its budget, and the lists it works with. A run and its lists are used again by the next evaluation on
/// the same thread, so that a plain one allocates little more than its result.
/// </summary>
internal sealed class EvaluationRun
{
    private const int MostKeptLists = 32;
    private const int MostKeptItems = 512;

    private static readonly FhirPathContext Nothing = new();

    [ThreadStatic]
    private static EvaluationRun? _spare;

    private readonly Stack<List<FhirPathValue>> _lists = new();
    private readonly List<FhirPathValue> _rootFocus = [];
    private List<FhirPathValue> _output = [];
    private List<NamedElement>? _elements = [];
    private string _expression = "";
    private int _steps;
    private DateTimeOffset? _now;

    public FhirPathContext Context { get; private set; } = Nothing;

    public Base Input { get; private set; } = null!;

    /// <summary>Finds resources by the names that references give them.</summary>
    public ReferenceTargets Targets { get; } = new();

    /// <summary>What is left of the time for regular expressions.</summary>
    public PatternTime PatternTime { get; } = new();

    public Resource? Resource => Context.Resource ?? Input as Resource;

    public Resource? RootResource => Context.RootResource ?? Resource;

    /// <summary>The moment of the evaluation: the same however often it is asked for.</summary>
    public DateTimeOffset Now => _now ??= Context.TimeProvider.GetLocalNow();

    public static EvaluationRun Begin(string expression, Base input, FhirPathContext? context)
    {
        // A resolver may evaluate an expression of its own: it then finds no spare, and gets a run of its own.
        var run = _spare ?? new EvaluationRun();
        _spare = null;
        run._expression = expression;
        run.Input = input;
        run.Context = context ?? Nothing;
        run._steps = run.Context.MaximumSteps;
        return run;
    }

    public void End()
    {
        Input = null!;
        Context = Nothing;
        _now = null;
        Targets.Clear();
        PatternTime.Restart();
        _rootFocus.Clear();
        _elements?.Clear();
        _output.Clear();
        if (_output.Capacity > MostKeptItems)
        {
            _output = [];
        }

        _spare = this;
    }

    /// <summary>The result of an expression, in a list of the run's own.</summary>
    public List<FhirPathValue> Evaluate(Node root)
    {
        _rootFocus.Add(new FhirPathValue(Input));
        root.Evaluate(this, new Scope(_rootFocus), _output);
        return _output;
    }

    public List<FhirPathValue> Rent() => _lists.TryPop(out var list) ? list : new List<FhirPathValue>(4);

    public void Return(List<FhirPathValue> list)
    {
        if (_lists.Count < MostKeptLists && list.Capacity <= MostKeptItems)
        {
            list.Clear();
            _lists.Push(list);
        }
    }

    /// <summary>Counts work against the budget.</summary>
    public void Charge(int steps, int position)
    {
        if (steps > _steps)
        {
            throw Error(position, $"The evaluation takes more than {Context.MaximumSteps} steps.");
        }

        _steps -= steps;
    }

    /// <summary>Counts a text that is about to be made, so that one that grows without end is never made.</summary>
    public void ChargeText(long length, int position)
    {
        const int CharactersPerStep = 4;
        Charge((int)Math.Min((length / CharactersPerStep) + 1, int.MaxValue), position);
    }

    /// <summary>Ends a descent into elements within elements before the stack does.</summary>
    public void Descend(int position)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Error(position, "The elements are nested too deeply.");
        }
    }

    /// <summary>Adds the elements of a name to a list; all elements where the name is null.</summary>
    public void AddElements(Base element, string? name, int position, List<FhirPathValue> output)
    {
        var elements = _elements ??= [];
        elements.Clear();
        var collector = new ElementCollector(name, ref _elements);
        element.CollectElements(ref collector);
        foreach (var item in elements)
        {
            output.Add(new FhirPathValue(item.Value));
        }

        Charge(elements.Count + 1, position);
    }

    /// <summary>The one item of a list as a value of FHIRPath's own types; of an empty list nothing.</summary>
    public FhirPathValue Single(List<FhirPathValue> list, int position) => list.Count switch
    {
        0 => default,
        1 => list[0].ToSystem(),
        _ => throw Error(position, "A single item is needed here, and there are several."),
    };

    /// <summary>A collection where a boolean is expected: empty is unknown, and a single item that is no boolean is true.</summary>
    public bool? ToBoolean(List<FhirPathValue> list, int position)
    {
        var value = Single(list, position);
        return value.Kind switch
        {
            FhirPathKind.None => null,
            FhirPathKind.Boolean => value.Boolean,
            _ => true,
        };
    }

    public FhirPathException Error(int position, string reason) => new(reason, _expression, position);
}
