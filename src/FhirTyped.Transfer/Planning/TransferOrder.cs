namespace FhirTyped.Transfer;

/// <summary>The order in which resources go: each after those that it names, as far as they do not name each other.</summary>
internal static class TransferOrder
{
    /// <summary>Orders them. The same resources in the same order give the same result.</summary>
    /// <remarks>A walk in depth, without recursion: a chain may have as many links as there are resources.</remarks>
    public static List<TransferItem> Of(IReadOnlyList<TransferItem> items)
    {
        var ordered = new List<TransferItem>(items.Count);
        var seen = new HashSet<TransferItem>(items.Count);
        var way = new Stack<(TransferItem Item, int Next)>();
        foreach (var first in items)
        {
            if (seen.Add(first))
            {
                way.Push((first, 0));
            }

            while (way.TryPop(out var step))
            {
                var next = step.Next;
                while (next < step.Item.Needs.Count && !seen.Add(step.Item.Needs[next]))
                {
                    next++;
                }

                if (next == step.Item.Needs.Count)
                {
                    ordered.Add(step.Item);
                    continue;
                }

                way.Push((step.Item, next + 1));
                way.Push((step.Item.Needs[next], 0));
            }
        }

        return ordered;
    }
}
