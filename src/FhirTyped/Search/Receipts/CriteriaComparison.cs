using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>One comparison of the criteria that were sent with those of a link.</summary>
internal sealed class CriteriaComparison(SelfLink self, LinkCriteria link, ValueAgreement values, IEnumerable<string> defaults)
{
    private readonly List<string> _dropped = [];
    private readonly List<string> _added = [];
    private bool _isUnclear;
    private bool _usesCompartment;

    /// <summary>Whether what is missing in the link may have been used all the same.</summary>
    public bool MayBeElsewhere { get; init; }

    /// <summary>Whether filters that were not sent are the server's own affair.</summary>
    public bool TakesAdditions { get; init; }

    /// <summary>Whether the link says what type it is about.</summary>
    public bool IsTypeKnown { get; init; }

    /// <summary>Compares.</summary>
    public SearchReceipt Compare(IReadOnlyList<ComparedCriterion> sent, List<string> sort)
    {
        if (CriteriaMatching.Find(sent, link.Filters, CompareCriteria) is not { } matching)
        {
            return SearchReceipt.Unverifiable;
        }

        for (var i = 0; i < sent.Count; i++)
        {
            LookAt(sent[i], matching.OfSent(i));
        }

        if (!TakesAdditions)
        {
            LookForAdditions(matching);
        }

        if (!SortKeys.Fulfils(link.Sort, sort))
        {
            Miss("_sort", isContradicted: link.Sort.Count > 0);
        }

        return _dropped.Count + _added.Count > 0 ? SearchReceipt.OfDropped(_dropped, _added)
            : _isUnclear || !IsTypeKnown ? SearchReceipt.Unverifiable
            : SearchReceipt.Verified;
    }

    private void LookAt(ComparedCriterion sent, Agreement agreement)
    {
        if (self.Compartment is { } compartment && CompareCompartment(sent, compartment) is var inCompartment && inCompartment != Agreement.Different)
        {
            _usesCompartment = true;
            agreement = inCompartment < agreement ? inCompartment : agreement;
        }

        if (agreement == Agreement.Different)
        {
            Miss(sent.FullName, IsOfAnotherCompartment(sent) || link.Filters.Exists(used => used.Path.Key == sent.Path.Key));
        }

        _isUnclear |= agreement == Agreement.Unclear;
    }

    private void LookForAdditions(CriteriaMatching matching)
    {
        for (var i = 0; i < link.Filters.Count; i++)
        {
            // What a platform filters by if nothing else is said, it may say.
            var name = link.Filters[i].Path;
            var agreement = name.IsDirect && defaults.Contains(name.Name) ? Agreement.Equal : matching.OfUsed(i);
            _isUnclear |= agreement == Agreement.Unclear;
            if (agreement == Agreement.Different && name.IsKnown)
            {
                Add(_added, SearchQuery.ParseCriterion(link.Filters[i].FullName, "").Name);
            }
        }

        if (self.Compartment is { ResourceType: { } type } && !_usesCompartment)
        {
            Add(_added, char.ToLowerInvariant(type[0]) + type[1..]);
        }
    }

    private void Miss(string name, bool isContradicted)
    {
        if (MayBeElsewhere && !isContradicted)
        {
            _isUnclear = true;
        }
        else
        {
            Add(_dropped, name);
        }
    }

    private static void Add(List<string> names, string name)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }
    }

    private Agreement CompareCriteria(ComparedCriterion sent, ComparedCriterion used)
    {
        var path = sent.Path.Compare(used.Path);
        if (path == Agreement.Different)
        {
            return path;
        }

        var best = Agreement.Different;
        foreach (var reading in used.Readings)
        {
            var agreement = values.Compare(sent.Path, used.Path, sent.Readings[0], reading);
            best = agreement < best ? agreement : best;
        }

        return path > best ? path : best;
    }

    /// <summary>Whether it names another resource than the one in whose compartment was searched.</summary>
    private bool IsOfAnotherCompartment(ComparedCriterion sent) => self.Compartment is { } compartment && NamesOwnerOf(sent.Path, compartment)
        && sent.Readings[0] is [var value] && ReferenceParts.Parse(SearchEscaping.Unescape(value)) is { } reference
        && (reference.ResourceType ?? sent.Path.TargetType) == compartment.ResourceType;

    private static bool NamesOwnerOf(ParameterPath path, ReferenceParts compartment) => path.IsDirect && path.Modifier.Length == 0
        && (path.Name == "subject" || string.Equals(path.Name, compartment.ResourceType, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a criterion is what a search in a compartment asks for: <c>Patient/p1/Observation</c> for <c>patient=p1</c>. A compartment
    /// may hold more, so for its other parameters nothing is proven.
    /// </summary>
    private static Agreement CompareCompartment(ComparedCriterion sent, ReferenceParts compartment)
    {
        var path = sent.Path;
        if (!path.IsDirect || path.Modifier.Length > 0 || sent.Readings[0] is not [var value]
            || ReferenceParts.Parse(SearchEscaping.Unescape(value)) is not { } reference
            || reference.Id != compartment.Id || (reference.ResourceType ?? path.TargetType) is not { } type || type != compartment.ResourceType)
        {
            return Agreement.Different;
        }

        return NamesOwnerOf(path, compartment) ? Agreement.Equal : Agreement.Unclear;
    }
}
