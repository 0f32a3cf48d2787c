using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>
/// The resources of one type by their values for one search parameter. It grows with the states that are searched: from the newest write
/// of a state back to one that it holds already. So it may also hold what other states have (an older version, a transaction that was
/// rolled back), and only proposes: what a state holds is the state's word, and whether it matches the matcher's.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ParameterIndex(SearchMatcher matcher, SearchParameterDefinition definition)
{
    private const int FewEntries = 64;
    private const int BitsOfWord = 64;

    private readonly Lock _growing = new();
    private readonly List<ulong> _held = [];
    private IndexContents _contents = IndexContents.Empty;

    // The newest write of the state with which the index began: it holds what was there then, and all writes since. Of no state: -1.
    private long _begin = -1;
    private long _filed;
    private bool _hasBegun;

    /// <summary>What holds every resource of a state, and perhaps more; null where the state is older than what is held.</summary>
    /// <param name="shelf">The resources of the type.</param>
    /// <param name="isCommitted">Whether later states of the store follow from this one, as long as it is the newest.</param>
    public IndexContents? Of(ResourceShelf shelf, bool isCommitted)
    {
        if (shelf.Newest is not { } newest)
        {
            return IndexContents.Empty;
        }

        lock (_growing)
        {
            // What was replaced is thrown out when it is as much as what is there: each write pays for its part of that.
            var isMostlyOld = _filed > FewEntries + (2L * shelf.Count);
            if (isCommitted && (!_hasBegun || (isMostlyOld && newest.Stamp > _begin)))
            {
                Begin(shelf, newest);
                return _contents;
            }

            return TryFollow(newest) ? _contents : null;
        }
    }

    private void Begin(ResourceShelf shelf, ResourceVersion newest)
    {
        // An exception on the way leaves an index that has not begun.
        (_hasBegun, _contents, _begin, _filed) = (false, IndexContents.Empty, -1, 0);
        _held.Clear();
        File(shelf.Unordered);
        _begin = newest.Stamp;
        Hold(newest);
        _hasBegun = true;
    }

    /// <summary>Files what a state has that is not held yet; false where the state does not follow from what is held.</summary>
    private bool TryFollow(ResourceVersion newest)
    {
        var further = new List<ResourceVersion>();
        for (var version = newest; version is null || !IsHeld(version); version = version.Earlier)
        {
            if (version is null || version.Stamp < _begin)
            {
                if (_begin < 0)
                {
                    break;
                }

                return false;
            }

            further.Add(version);
        }

        File(further.Where(static version => !version.IsDeleted));
        foreach (var version in further)
        {
            Hold(version);
        }

        _hasBegun = true;
        return true;
    }

    private void File(IEnumerable<ResourceVersion> versions)
    {
        var additions = new IndexContents.Additions();
        var count = 0;
        foreach (var version in versions)
        {
            additions.Id = version.Id;
            matcher.AddKeys(version.Resource!, definition, additions);
            count++;
        }

        if (count > 0)
        {
            _contents = additions.AddTo(_contents);
            _filed += count;
        }
    }

    private bool IsHeld(ResourceVersion version)
    {
        var bit = version.Stamp - Math.Max(_begin, 0);
        return bit >= 0 && bit / BitsOfWord < _held.Count && (_held[(int)(bit / BitsOfWord)] & (1UL << (int)(bit % BitsOfWord))) != 0;
    }

    private void Hold(ResourceVersion version)
    {
        var bit = version.Stamp - Math.Max(_begin, 0);
        var word = (int)(bit / BitsOfWord);
        while (_held.Count <= word)
        {
            _held.Add(0);
        }

        _held[word] |= 1UL << (int)(bit % BitsOfWord);
    }
}
