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
    private readonly List<(string Parameter, Location Place)> _localTimes = new();

    /// <summary>The criteria so far.</summary>
    public IReadOnlyList<CodeCriterion> Items => _items;

    /// <summary>The times without a zone that are put into it, with the parameters that they stand under.</summary>
    public IReadOnlyList<(string Parameter, Location Place)> LocalTimes => _localTimes;

    /// <summary>Something of the search is not known.</summary>
    public bool IsOpen { get; set; }

    /// <summary>A criterion as one string: <c>"birthdate=1980-01-01"</c>.</summary>
    public void AddPair(IOperation pair, bool isPossible)
    {
        var text = TextOf(pair);
        var criterion = text is null ? null : LiteralQuery.ReadPair(text, 0, text.Text.Length, QuerySyntax.Plain);
        AddTimes(criterion?.Criterion, text, pair);
        Add(criterion, isPossible);
    }

    /// <summary>A criterion as a name and a value.</summary>
    public void AddNamed(IOperation name, IOperation value, bool isPossible)
    {
        var criterion = LiteralQuery.ReadPair(TextOf(name), TextOf(value), value.Syntax.GetLocation());
        if (value.SemanticModel is { } model && ValueReader.Unwrap(value).Syntax is ExpressionSyntax expression)
        {
            // Where nothing of the text is known it may still be a time.
            AddTimes(criterion?.Criterion, TextOf(value), value);
            AddTime(criterion?.Criterion, expression, model);
        }

        Add(criterion, isPossible);
    }

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

    private void AddTimes(SearchCriterion? criterion, QueryText? text, IOperation written)
    {
        if (text is not null && written.SemanticModel is { } model)
        {
            foreach (var hole in text.Holes)
            {
                AddTime(criterion, hole, model);
            }
        }
    }

    private void AddTime(SearchCriterion? criterion, ExpressionSyntax value, SemanticModel model)
    {
        var format = (value.Parent as InterpolationSyntax)?.FormatClause?.FormatStringToken.ValueText;
        if (criterion is { Chain: "" } && model.GetOperation(value) is { } operation && LocalTime.IsWritten(ValueReader.Unwrap(operation), format))
        {
            _localTimes.Add((criterion.Name, value.GetLocation()));
        }
    }

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
