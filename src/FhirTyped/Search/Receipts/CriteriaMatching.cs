namespace FhirTyped.Receipts;

/// <summary>
/// Finds for each criterion that was sent one of the link's of its own: two dates need two dates. It is a matching in a graph, since a value
/// without a system fits what was meant for another one with its system.
/// </summary>
internal sealed class CriteriaMatching
{
    /// <summary>The most pairs that are compared: a link of any length costs no more.</summary>
    private const long MaximumPairs = 50_000;

    private readonly IReadOnlyList<ComparedCriterion> _sent;
    private readonly IReadOnlyList<ComparedCriterion> _used;
    private readonly Func<ComparedCriterion, ComparedCriterion, Agreement> _compare;
    private readonly Dictionary<(int Sent, int Used), Agreement> _agreements = [];
    private readonly int[] _usedBy;
    private readonly int[] _fits;

    private CriteriaMatching(
        IReadOnlyList<ComparedCriterion> sent, IReadOnlyList<ComparedCriterion> used, Func<ComparedCriterion, ComparedCriterion, Agreement> compare)
    {
        _sent = sent;
        _used = used;
        _compare = compare;
        _usedBy = new int[used.Count];
        _fits = new int[sent.Count];
        Array.Fill(_usedBy, -1);
        Array.Fill(_fits, -1);
    }

    /// <summary>The criterion of the link that stands for each that was sent; null where there is none.</summary>
    /// <returns>The result; null where there are too many to compare.</returns>
    public static CriteriaMatching? Find(
        IReadOnlyList<ComparedCriterion> sent, IReadOnlyList<ComparedCriterion> used, Func<ComparedCriterion, ComparedCriterion, Agreement> compare)
    {
        if ((long)sent.Count * used.Count > MaximumPairs)
        {
            return null;
        }

        var matching = new CriteriaMatching(sent, used, compare);
        matching.Augment(Agreement.Equal);
        matching.Augment(Agreement.Unclear);
        return matching;
    }

    /// <summary>How a criterion that was sent stands to the one that was found for it; different where none was found.</summary>
    public Agreement OfSent(int sent) => _fits[sent] < 0 ? Agreement.Different : AgreementOf(sent, _fits[sent]);

    /// <summary>How a criterion of the link stands to what was sent: one that says again what another one says narrows nothing.</summary>
    public Agreement OfUsed(int used)
    {
        if (_usedBy[used] >= 0)
        {
            return Agreement.Equal;
        }

        var best = Agreement.Different;
        for (var i = 0; i < _sent.Count; i++)
        {
            var agreement = AgreementOf(i, used);
            best = agreement < best ? agreement : best;
        }

        return best;
    }

    private void Augment(Agreement worst)
    {
        for (var i = 0; i < _sent.Count; i++)
        {
            if (_fits[i] < 0)
            {
                TryFit(i, worst, new bool[_used.Count]);
            }
        }
    }

    // An augmenting path: whoever has what this one needs, looks for something else.
    private bool TryFit(int sent, Agreement worst, bool[] seen)
    {
        for (var i = 0; i < _used.Count; i++)
        {
            if (!seen[i] && AgreementOf(sent, i) <= worst)
            {
                seen[i] = true;
                if (_usedBy[i] < 0 || TryFit(_usedBy[i], worst, seen))
                {
                    _usedBy[i] = sent;
                    _fits[sent] = i;
                    return true;
                }
            }
        }

        return false;
    }

    private Agreement AgreementOf(int sent, int used)
    {
        if (!_agreements.TryGetValue((sent, used), out var agreement))
        {
            agreement = _compare(_sent[sent], _used[used]);
            _agreements.Add((sent, used), agreement);
        }

        return agreement;
    }
}
