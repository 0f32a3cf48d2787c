using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

// What single calls add to the search.
internal sealed partial class QueryWalker
{
    private static readonly string[] RangePrefixes = { SearchPrefixes.WordOf(SearchPrefix.GreaterOrEqual), SearchPrefixes.WordOf(SearchPrefix.LessOrEqual) };

    private void AddComparison(IInvocationOperation call, IOperation instance)
    {
        if (NameOf(instance) is not var (name, nameLocation)
            || Comparators.Find(symbols.ParameterTypeOf(instance.Type)!.Value, call.TargetMethod.Name) is not { } comparator)
        {
            IsOpen = true;
            return;
        }

        var place = NameLocation.Of(call);
        if (comparator.Form == ComparatorForm.Range)
        {
            for (var i = 0; i < RangePrefixes.Length; i++)
            {
                var value = ValueReader.Argument(call, i);
                var bound = new CodeValue(ValueReader.Bound(value, RangePrefixes[i]), value.Syntax.GetLocation());
                Add(new SearchCriterion { Name = name }, nameLocation, place, new[] { bound });
            }

            return;
        }

        var modifier = comparator.Form == ComparatorForm.TypeAndId ? ValueReader.Text(ValueReader.Argument(call, 0)) ?? "" : comparator.Modifier;
        Add(new SearchCriterion { Name = name, Modifier = modifier }, nameLocation, place, ValueReader.Read(call, comparator));
    }

    private void AddQueryCall(IInvocationOperation call)
    {
        var place = NameLocation.Of(call);
        switch (call.TargetMethod.Name)
        {
            case "All":
                MeansAll = true;
                break;
            case "Count":
                var count = ValueReader.Argument(call, 0);
                Add("_count", place, count, ValueReader.Unwrap(count).ConstantValue is { HasValue: true, Value: int number } ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
                break;
            case "Sort" or "SortDescending":
                AddSelected("_sort", "", place, call, (parameter, _) => (call.TargetMethod.Name == "Sort" ? "" : "-") + parameter);
                break;
            case "Include" or "IncludeIterate":
                AddInclude("_include", place, call);
                break;
            case "RevInclude":
                AddInclude("_revinclude", place, call);
                break;
            case "Has":
                AddHas(call, place);
                break;
            case "Summary" or "Total":
                var mode = ValueReader.Unwrap(ValueReader.Argument(call, 0)) is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, Name: var name } } ? name.ToLowerInvariant() : null;
                Add(new SearchCriterion { Name = "_" + call.TargetMethod.Name.ToLowerInvariant() }, place, place, new[] { new CodeValue(new SearchValue(mode), place) });
                break;
            case "Elements":
                Add(new SearchCriterion { Name = "_elements" }, place, place, ValueReader.Texts(call.Arguments[0]));
                break;
            case "Where":
                AddNamed(call, place);
                break;
        }
    }

    /// <summary>A parameter that a selector names: <c>Sort(x => x.Date)</c>.</summary>
    private void AddSelected(string name, string modifier, Location place, IInvocationOperation call, System.Func<string, string, string> write)
    {
        var selector = ValueReader.Argument(call, 0);
        var value = ParameterOf(selector) is var (type, parameter) ? write(parameter, type) : null;
        var location = SearchReader.SelectedBy(selector) is { } selected ? NameLocation.Of(selected) : selector.Syntax.GetLocation();
        Add(new SearchCriterion { Name = name, Modifier = modifier }, location, place, new[] { new CodeValue(new SearchValue(value), location) });
    }

    private void AddInclude(string name, Location place, IInvocationOperation call)
    {
        var iterates = call.TargetMethod.Name == "IncludeIterate" || Named(call, "iterate") is { ConstantValue: { HasValue: true, Value: true } };
        var target = Named(call, "target") is { } argument ? ValueReader.Text(argument) : "";
        AddSelected(name, iterates ? "iterate" : "", place, call, (parameter, type) => type + ":" + parameter + (target is { Length: > 0 } ? ":" + target : ""));
    }

    /// <summary>What refers to the searched resource: <c>_has:Observation:patient:code</c>.</summary>
    private void AddHas(IInvocationOperation call, Location place)
    {
        if (ParameterOf(ValueReader.Argument(call, 0)) is not var (type, parameter))
        {
            IsOpen = true;
            return;
        }

        Add(new SearchCriterion { Name = "_has", Modifier = type + ":" + parameter }, place, place, new[] { new CodeValue(SearchValue.Unknown, place) });
    }

    /// <summary>A chained search, <c>q.Subject.Patient(p => …)</c>: each criterion of the function is one of the chain.</summary>
    private bool TryAddChain(IInvocationOperation call)
    {
        if (call is not { TargetMethod.IsExtensionMethod: true, Arguments.Length: 2 } || !IsParameter(call.Arguments[0].Value.Type)
            || SearchReader.FunctionOf(call.Arguments[1].Value) is not { } function
            || function.Symbol.Parameters[0].Type is not INamedTypeSymbol target || !symbols.IsQuery(target)
            || symbols.Platforms.FindNested(target, "Query") is not var (owner, type))
        {
            return false;
        }

        Walk(call.Arguments[0].Value);
        if (NameOf(call.Arguments[0].Value) is not var (name, _))
        {
            IsOpen = true;
            return true;
        }

        var place = NameLocation.Of(call);
        var nested = new QueryWalker(symbols, owner, type, target);
        nested.Walk(function.Body);
        IsOpen |= nested.IsOpen;
        foreach (var criterion in nested.Criteria)
        {
            _criteria.Add(new(
                criterion.Criterion with
                {
                    Name = name, Modifier = "", Chain = criterion.Criterion.FullName, IsPossible = criterion.Criterion.IsPossible || IsPossible,
                },
                place, place, criterion.Values));
        }

        return true;
    }

    private static IOperation? Named(IInvocationOperation call, string parameter)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name == parameter)
            {
                return ValueReader.Unwrap(argument.Value);
            }
        }

        return null;
    }

    /// <summary>The resource type and the search parameter that a selector names.</summary>
    private (string ResourceType, string Parameter)? ParameterOf(IOperation selector) =>
        SearchReader.SelectedBy(selector) is { } property && symbols.Platforms.FindNested(property.Property.ContainingType, "Query") is var (owner, type)
        && owner.ParameterOf(type, property.Property.Name) is { } parameter ? (type, parameter.Name) : null;

    /// <summary>A parameter that a text names: <c>Where("name", "value")</c>.</summary>
    private void AddNamed(IInvocationOperation call, Location place)
    {
        var name = ValueReader.Argument(call, 0);
        if (ValueReader.Text(name) is not { Length: > 0 } text)
        {
            IsOpen = true;
            return;
        }

        var value = ValueReader.Argument(call, 1);
        var known = ValueReader.Text(value) is { } written ? new SearchValue(ValueReader.Escape(written)) : SearchValue.Unknown;
        Add(SearchQuery.ParseCriterion(text, ""), name.Syntax.GetLocation(), place, new[] { new CodeValue(known, value.Syntax.GetLocation()) });
    }

    private void Add(string name, Location place, IOperation value, string? text) =>
        Add(new SearchCriterion { Name = name }, place, place, new[] { new CodeValue(new SearchValue(text), value.Syntax.GetLocation()) });

    private void Add(SearchCriterion criterion, Location name, Location place, IReadOnlyList<CodeValue> values)
    {
        var known = new SearchValue[values.Count];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = values[i].Value;
        }

        _criteria.Add(new(criterion with { Values = new(known), IsPossible = IsPossible }, name, place, values));
    }

    /// <summary>The search parameter behind a parameter struct: a property of the query, perhaps by way of a local variable.</summary>
    private (string Name, Location Location)? NameOf(IOperation instance)
    {
        var value = ValueReader.Unwrap(instance);
        if (value is ILocalReferenceOperation local)
        {
            return _parameters.TryGetValue(local.Local, out var remembered) ? NameOf(remembered) : null;
        }

        if (value is IPropertyReferenceOperation property)
        {
            return platform.ParameterOf(resourceType, property.Property.Name) is { } parameter ? (parameter.Name, NameLocation.Of(property)) : null;
        }

        return value is IObjectCreationOperation { Arguments.Length: 2 } creation && ValueReader.Text(creation.Arguments[1].Value) is { Length: > 0 } name
            ? (name, creation.Arguments[1].Value.Syntax.GetLocation())
            : null;
    }
}
