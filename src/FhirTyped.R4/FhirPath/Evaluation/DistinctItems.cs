namespace FhirTyped.R4.FhirPath;

/// <summary>Items of which no two are equal. Texts, of which there are often many, are looked up; others are compared one by one.</summary>
internal sealed class DistinctItems(EvaluationRun run, int position)
{
    private readonly List<FhirPathValue> _others = [];
    private HashSet<string>? _texts;

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

        if (Equality.Contains(run, _others, value, position))
        {
            return false;
        }

        _others.Add(value);
        return true;
    }

    /// <summary>Whether an equal item is there.</summary>
    public bool Contains(FhirPathValue item)
    {
        var value = item.ToSystem();
        return value.Kind == FhirPathKind.String ? _texts?.Contains(value.Text) == true : Equality.Contains(run, _others, value, position);
    }
}
