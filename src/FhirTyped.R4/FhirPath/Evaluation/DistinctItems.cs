namespace FhirTyped.R4.FhirPath;

/// <summary>
/// Items of which no two are equal. Texts are looked up; others are compared one by one while they are few, and beyond that with
/// those only that could be equal.
/// </summary>
internal sealed class DistinctItems(EvaluationRun run, int position)
{
    private const int MostCompared = 8;

    private readonly List<FhirPathValue> _others = [];
    private HashSet<string>? _texts;

    // By hash the last item that has it, made when there are many; and by item the one before that has the same.
    private Dictionary<int, int>? _last;
    private List<int>? _before;

    /// <summary>Adds the items of a list, each once.</summary>
    public static void AddTo(EvaluationRun run, List<FhirPathValue> items, int position, List<FhirPathValue> output)
    {
        if (items.Count <= 1)
        {
            output.AddRange(items);
            return;
        }

        var seen = new DistinctItems(run, position);
        foreach (var item in items)
        {
            if (seen.Add(item))
            {
                output.Add(item);
            }
        }
    }

    /// <summary>Takes an item; false where an equal one is there.</summary>
    public bool Add(FhirPathValue item)
    {
        var value = item.ToSystem();
        if (value.Kind == FhirPathKind.String)
        {
            return (_texts ??= new HashSet<string>(StringComparer.Ordinal)).Add(value.Text);
        }

        if (_others.Count < MostCompared)
        {
            var isNew = !Equality.Contains(run, _others, value, position);
            if (isNew)
            {
                _others.Add(value);
            }

            return isNew;
        }

        var hash = EqualityHash.Of(run, value, position);
        if (HasEqual(value, hash))
        {
            return false;
        }

        _others.Add(value);
        Index(_others.Count - 1, hash);
        return true;
    }

    /// <summary>Whether an equal item is there.</summary>
    public bool Contains(FhirPathValue item)
    {
        var value = item.ToSystem();
        return value.Kind == FhirPathKind.String ? _texts?.Contains(value.Text) == true
            : _others.Count < MostCompared ? Equality.Contains(run, _others, value, position)
            : HasEqual(value, EqualityHash.Of(run, value, position));
    }

    private bool HasEqual(FhirPathValue value, int hash)
    {
        if (_last is null)
        {
            _last = [];
            _before = [];
            for (var i = 0; i < _others.Count; i++)
            {
                Index(i, EqualityHash.Of(run, _others[i], position));
            }
        }

        for (var i = _last.GetValueOrDefault(hash, -1); i >= 0; i = _before![i])
        {
            run.Charge(1, position);
            if (Equality.AreEqual(run, _others[i], value, position) == true)
            {
                return true;
            }
        }

        return false;
    }

    private void Index(int item, int hash)
    {
        _before!.Add(_last!.GetValueOrDefault(hash, -1));
        _last![hash] = item;
    }
}
