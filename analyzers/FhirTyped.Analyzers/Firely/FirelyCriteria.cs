using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Collects the criteria of a search from the strings that the Firely SDK takes them as. They are not percent-encoded.</summary>
internal sealed class FirelyCriteria
{
    private readonly List<CodeCriterion> _items = new();

    /// <summary>The criteria so far.</summary>
    public IReadOnlyList<CodeCriterion> Items => _items;

    /// <summary>Something of the search is not known.</summary>
    public bool IsOpen { get; set; }

    /// <summary>A criterion as one string: <c>"birthdate=1980-01-01"</c>.</summary>
    public void AddPair(IOperation pair, bool isPossible)
    {
        Add(TextOf(pair) is { } text ? LiteralQuery.ReadPair(text, 0, text.Text.Length, QuerySyntax.Plain) : null, isPossible);
    }

    /// <summary>A criterion as a name and a value.</summary>
    public void AddNamed(IOperation name, IOperation value, bool isPossible) =>
        Add(LiteralQuery.ReadPair(TextOf(name), TextOf(value), value.Syntax.GetLocation()), isPossible);

    /// <summary>A criterion whose name goes without saying.</summary>
    /// <param name="name">The name in the URL.</param>
    /// <param name="place">Where it is written.</param>
    /// <param name="known">The value, as far as it is known.</param>
    /// <param name="isPossible">Whether it is part of the search on some paths only.</param>
    public void Add(string name, Location place, string? known, bool isPossible)
    {
        var criterion = SearchQuery.ParseCriterion(name, "") with { Values = new(new[] { new SearchValue(known) }) };
        Add(new CodeCriterion(criterion, place, place, new[] { new CodeValue(new SearchValue(known), place) }), isPossible);
    }

    /// <summary>A page size.</summary>
    public void AddCount(IOperation count, bool isPossible)
    {
        var value = ValueReader.Unwrap(count).ConstantValue;
        if (value is not { HasValue: true, Value: null })
        {
            Add("_count", count.Syntax.GetLocation(), value is { HasValue: true, Value: int number } ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, isPossible);
        }
    }

    /// <summary>An include: a path, and perhaps the modifier <c>IncludeModifier.Iterate</c>; both may stand in a tuple.</summary>
    public void AddInclude(string name, IOperation path, IOperation? modifier, bool isPossible)
    {
        if (ValueReader.Unwrap(path) is ITupleOperation { Elements: { Length: 2 } elements })
        {
            (path, modifier) = (elements[0], elements[1]);
        }

        var iterates = modifier is not null && ValueReader.Unwrap(modifier) is IFieldReferenceOperation { Field.Name: "Iterate" or "Recurse" };
        Add(iterates ? name + ":iterate" : name, path.Syntax.GetLocation(), ValueReader.Text(path), isPossible);
    }

    /// <summary>What stands in an array or a collection; null where it is made elsewhere. An array that is null is empty.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(IOperation array) => ValueReader.Unwrap(array) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        { ConstantValue: { HasValue: true, Value: null } } => Array.Empty<IOperation>(),
        _ => null,
    };

    private void Add(CodeCriterion? criterion, bool isPossible)
    {
        if (criterion is null)
        {
            IsOpen = true;
            return;
        }

        _items.Add(criterion with { Criterion = criterion.Criterion with { IsPossible = isPossible } });
    }

    private static QueryText? TextOf(IOperation value) =>
        value.SemanticModel is { } model && ValueReader.Unwrap(value).Syntax is ExpressionSyntax expression ? QueryText.Read(model, expression) : null;
}
