using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Reads the <c>SearchParams</c> of a search, as a chain of calls or as statements on one local variable. What only happens on some
/// paths is only possible; what happens out of sight leaves the search open.
/// </summary>
internal sealed class SearchParamsWalker : PathWalker
{
    private readonly FhirSymbols _symbols;
    private readonly FirelyCriteria _criteria;
    private readonly IInvocationOperation _search;
    private readonly ILocalSymbol? _local;
    private bool _isPast;

    private SearchParamsWalker(FhirSymbols symbols, FirelyCriteria criteria, IInvocationOperation search, ILocalSymbol? local) =>
        (_symbols, _criteria, _search, _local) = (symbols, criteria, search, local);

    /// <summary>Adds what a search's <c>SearchParams</c> hold.</summary>
    /// <param name="symbols">The types of FhirTyped.</param>
    /// <param name="criteria">Takes the criteria.</param>
    /// <param name="search">The call that searches.</param>
    /// <param name="value">Its <c>SearchParams</c>.</param>
    public static void Read(FhirSymbols symbols, FirelyCriteria criteria, IInvocationOperation search, IOperation value)
    {
        switch (RootOf(value))
        {
            case IObjectCreationOperation:
                new SearchParamsWalker(symbols, criteria, search, null).Walk(value);
                break;
            case ILocalReferenceOperation { Local: var local } when BlockOf(search, local) is { } block:
                new SearchParamsWalker(symbols, criteria, search, local).Walk(block);
                break;
            default:
                criteria.IsOpen = true;
                break;
        }
    }

    /// <inheritdoc/>
    public override void Walk(IOperation? operation)
    {
        if (_isPast)
        {
            return;
        }

        switch (operation)
        {
            case IInvocationOperation call when call == _search:
                WalkChildren(call);
                _isPast = true;
                break;
            case IInvocationOperation call:
                WalkCall(call);
                break;
            case IObjectCreationOperation creation when IsOwn(creation):
                WalkCreation(creation);
                break;
            case IVariableDeclaratorOperation { Symbol: var declared, Initializer.Value: { } value } when SymbolEqualityComparer.Default.Equals(declared, _local):
                _criteria.IsOpen |= !IsOwn(RootOf(value));
                Walk(value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when IsLocal(target):
                _criteria.IsOpen |= !IsLocal(RootOf(assignment.Value));
                Walk(assignment.Value);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance } property } assignment when IsLocal(instance):
                SetProperty(property, assignment.Value);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } when IsLocal(instance):
                break;
            case IArgumentOperation { Parent: IInvocationOperation other, Value: var value } when IsLocal(value) && FirelyTypes.IsClient(other.TargetMethod.ContainingType):
                // A search with it changes nothing in it.
                break;
            case ILocalReferenceOperation when IsLocal(operation):
                _criteria.IsOpen = true;
                break;
            default:
                base.Walk(operation);
                break;
        }
    }

    private void WalkCall(IInvocationOperation call)
    {
        var receiver = ReceiverOf(call);
        if (receiver is IPropertyReferenceOperation { Instance: { } owner } list && IsLocal(owner))
        {
            AddToList(list.Property.Name, call);
        }
        else if (receiver is not null && FirelyTypes.IsSearchParams(call.Type) && IsOwn(RootOf(receiver)))
        {
            if (!IsLocal(receiver))
            {
                Walk(receiver);
            }

            AddCall(call);
        }
        else if (TakesLocal(call) && !FirelyTypes.IsClient(call.TargetMethod.ContainingType))
        {
            AddMarked(call);
        }
        else
        {
            WalkChildren(call);
        }
    }

    private void AddCall(IInvocationOperation call)
    {
        var first = call.Instance is null ? 1 : 0;
        switch (FirelyTypes.IsOfRest(call.TargetMethod.ContainingType) ? call.TargetMethod.Name : "")
        {
            case "Where":
                _criteria.AddPair(ValueReader.Argument(call, first), IsInBranch);
                break;
            case "Add":
                _criteria.AddNamed(ValueReader.Argument(call, first), ValueReader.Argument(call, first + 1), IsInBranch);
                break;
            case "Include" or "ReverseInclude":
                _criteria.AddInclude(
                    call.TargetMethod.Name == "Include" ? "_include" : "_revinclude",
                    ValueReader.Argument(call, first), call.Arguments.Length > first + 1 ? ValueReader.Argument(call, first + 1) : null, IsInBranch);
                break;
            case "OrderBy":
                AddSort(ValueReader.Argument(call, first), call.Arguments.Length > first + 1 ? ValueReader.Argument(call, first + 1) : null);
                break;
            case "LimitTo":
                _criteria.AddCount(ValueReader.Argument(call, first), IsInBranch);
                break;
            case "Custom":
                _criteria.Add("_query", ValueReader.Argument(call, first).Syntax.GetLocation(), ValueReader.Text(ValueReader.Argument(call, first)), IsInBranch);
                break;
            case "CountOnly" or "SummaryOnly" or "TextOnly" or "DataOnly":
                _criteria.Add("_summary", NameLocation.Of(call), null, IsInBranch);
                break;
            case "Select":
                _criteria.Add("_elements", NameLocation.Of(call), null, IsInBranch);
                break;
            default:
                AddMarked(call);
                break;
        }
    }

    // A method of the program's own is out of sight, but for what it says of itself.
    private void AddMarked(IInvocationOperation call)
    {
        if (_symbols.CriteriaOf((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition) is not { } names)
        {
            _criteria.IsOpen = true;
            return;
        }

        foreach (var name in names)
        {
            _criteria.Add(name, NameLocation.Of(call), null, IsInBranch);
        }
    }

    private void AddSort(IOperation key, IOperation? order)
    {
        var isDescending = order is not null && ValueReader.Unwrap(order) is IFieldReferenceOperation { Field.Name: "Descending" };
        _criteria.Add("_sort", key.Syntax.GetLocation(), ValueReader.Text(key) is { } text ? (isDescending ? "-" : "") + text : null, IsInBranch);
    }

    private void AddToList(string list, IInvocationOperation call)
    {
        if (list is "Include" or "RevInclude" && call is { TargetMethod.Name: "Add", Arguments.Length: 1 })
        {
            _criteria.AddInclude(list == "Include" ? "_include" : "_revinclude", call.Arguments[0].Value, null, IsInBranch);
        }
        else if (list is not ("Sort" or "Elements"))
        {
            _criteria.IsOpen = true;
        }
    }

    private void WalkCreation(IObjectCreationOperation creation)
    {
        if (creation.Arguments.Length == 2)
        {
            _criteria.AddNamed(creation.Arguments[0].Value, creation.Arguments[1].Value, IsInBranch);
        }

        if (creation.Initializer is not { } initializer)
        {
            return;
        }

        foreach (var setting in initializer.Initializers)
        {
            if (setting is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
            {
                SetProperty(property, assignment.Value);
            }
            else
            {
                _criteria.IsOpen = true;
            }
        }
    }

    private void SetProperty(IPropertyReferenceOperation property, IOperation value)
    {
        switch (property.Property.Name)
        {
            case "Count":
                _criteria.AddCount(value, IsInBranch);
                break;
            case "Query" or "Text" or "Content" or "Filter" or "Summary":
                _criteria.Add("_" + property.Property.Name.ToLowerInvariant(), value.Syntax.GetLocation(), null, IsInBranch);
                break;
            default:
                _criteria.IsOpen = true;
                break;
        }
    }

    private bool IsLocal(IOperation? operation) =>
        operation is not null && _local is not null && ValueReader.Unwrap(operation) is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, _local);

    private bool TakesLocal(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsLocal(argument.Value))
            {
                return true;
            }
        }

        return false;
    }

    // Other instances in the same block are not the one that is searched with.
    private bool IsOwn(IOperation root) =>
        IsLocal(root) || (root is IObjectCreationOperation && FirelyTypes.IsSearchParams(root.Type) && (_local is null || IsOfLocal(root)));

    private bool IsOfLocal(IOperation creation)
    {
        for (var parent = creation.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IVariableDeclaratorOperation declarator)
            {
                return SymbolEqualityComparer.Default.Equals(declarator.Symbol, _local);
            }
        }

        return false;
    }

    /// <summary>What a chain of calls that each give back their receiver begins with.</summary>
    private static IOperation RootOf(IOperation value)
    {
        var root = ValueReader.Unwrap(value);
        while (root is IInvocationOperation call && FirelyTypes.IsSearchParams(call.Type) && ReceiverOf(call) is { } receiver)
        {
            root = ValueReader.Unwrap(receiver);
        }

        return root;
    }

    private static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);

    /// <summary>The block that declares a local, where the search runs right after what stands before it there: not in a function, not in a loop.</summary>
    private static IBlockOperation? BlockOf(IOperation search, ILocalSymbol local)
    {
        for (var parent = search.Parent; parent is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation or ILoopOperation); parent = parent.Parent)
        {
            if (parent is IBlockOperation block && block.Locals.Contains(local, SymbolEqualityComparer.Default))
            {
                return block;
            }
        }

        return null;
    }
}
