using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>A call of a method of the Firely SDK's client. Methods that wait are the same as those that do not.</summary>
internal readonly struct FirelyCall
{
    private readonly IInvocationOperation _call;

    /// <summary>Wraps a call.</summary>
    public FirelyCall(IInvocationOperation call)
    {
        _call = call;
        var name = call.TargetMethod.Name;
        Name = name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
        Place = NameLocation.Of(call);
        ResourceType = call.TargetMethod.TypeArguments.Length == 1 ? FirelyTypes.ResourceTypeOf(call.TargetMethod.TypeArguments[0]) : null;
        ResourceType ??= TypeNameOf("resource") ?? TypeNameOf("resourceType") ?? TypeNameOf("typeName") ?? TypeNameOf("type")
            ?? (Argument("resource") is { } resource ? FirelyTypes.ResourceTypeOf(ValueReader.Unwrap(resource).Type) : null);
    }

    /// <summary>The method's name without <c>Async</c>.</summary>
    public string Name { get; }

    /// <summary>Where the method is named.</summary>
    public Location Place { get; }

    /// <summary>The resource type that it is about; null where that is not known.</summary>
    public string? ResourceType { get; }

    /// <summary>The value of a parameter, as far as the call gives it.</summary>
    public IOperation? Argument(string parameter)
    {
        foreach (var argument in _call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter?.Name == parameter)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>A constant text; null where it is not given or not known.</summary>
    public string? TextOf(string parameter) => Argument(parameter) is { } value && ValueReader.Text(value) is { Length: > 0 } text ? text : null;

    /// <summary>Whether a parameter is given and is not null.</summary>
    public bool Has(string parameter) => Argument(parameter) is { } value && ValueReader.Unwrap(value).ConstantValue is not { HasValue: true, Value: null };

    /// <summary>An address as it is written, perhaps within <c>new Uri(…)</c> or <c>new ResourceIdentity(…)</c>.</summary>
    public QueryText? AddressOf(string parameter)
    {
        if (Argument(parameter) is not { SemanticModel: { } model } argument)
        {
            return null;
        }

        var value = ValueReader.Unwrap(argument);
        if (value is IObjectCreationOperation { Type.Name: "Uri" or "ResourceIdentity", Arguments: { Length: > 0 } arguments })
        {
            value = ValueReader.Unwrap(arguments[0].Value);
        }

        return value.Type?.SpecialType == SpecialType.System_String && value.Syntax is ExpressionSyntax expression ? QueryText.Read(model, expression) : null;
    }

    /// <summary>The search that it sends, or the condition of its write; null where it has none of a resource type.</summary>
    /// <param name="platform">The platform that is asked.</param>
    /// <param name="symbols">The types of FhirTyped.</param>
    /// <param name="times">The times without a zone in it, with the parameters that they stand under.</param>
    public CodeSearch? ReadSearch(PlatformFacts platform, FhirSymbols symbols, out IReadOnlyList<(string Parameter, Location Place)> times)
    {
        times = Array.Empty<(string, Location)>();
        if (FirelyRequests.ConditionOf(Name) is { } condition && ResourceType is { } written)
        {
            var criteriaOfIt = new FirelyCriteria();
            if (Argument("condition") is { } given)
            {
                SearchParamsWalker.Read(symbols, criteriaOfIt, _call, given);
            }

            times = criteriaOfIt.LocalTimes;
            return new(platform, written, criteriaOfIt.Items, Place) { IsOpen = criteriaOfIt.IsOpen, AsCondition = condition };
        }

        if (Name is not ("Search" or "SearchUsingPost" or "SearchById" or "SearchByIdUsingPost") || ResourceType is not { } type)
        {
            return null;
        }

        var criteria = new FirelyCriteria();
        if (Argument("q") is { } parameters)
        {
            SearchParamsWalker.Read(symbols, criteria, _call, parameters);
        }

        if (Argument("id") is { } id)
        {
            criteria.Add("_id", id.Syntax.GetLocation(), ValueReader.Text(id) is { } text ? ValueReader.Escape(text) : null, isPossible: false);
        }

        AddList(criteria, "criteria", criteria.AddPair);
        AddList(criteria, "includes", (path, isPossible) => criteria.AddInclude("_include", path, null, isPossible));
        AddList(criteria, "revIncludes", (path, isPossible) => criteria.AddInclude("_revinclude", path, null, isPossible));
        if (Argument("pageSize") is { } size)
        {
            criteria.AddCount(size, isPossible: false);
        }

        if (Argument("summary") is { } summary && ValueReader.Unwrap(summary).ConstantValue is not { HasValue: true, Value: null })
        {
            criteria.Add("_summary", summary.Syntax.GetLocation(), null, isPossible: false);
        }

        times = criteria.LocalTimes;
        return new(platform, type, criteria.Items, Place) { IsOpen = criteria.IsOpen };
    }

    // A text, or a member of the SDK's enum, perhaps with a call that makes a text of it: ResourceType.Patient.ToString().
    private string? TypeNameOf(string parameter)
    {
        if (Argument(parameter) is not { } argument)
        {
            return null;
        }

        var value = ValueReader.Unwrap(argument);
        if (value is IInvocationOperation call && call.TargetMethod.Name is "ToString" or "GetLiteral" or "ResourceTypeToFhirTypeName"
            && (call.Instance ?? (call.Arguments.Length > 0 ? call.Arguments[0].Value : null)) is { } member)
        {
            value = ValueReader.Unwrap(member);
        }

        return FirelyTypes.ResourceTypeOfMember((value as IFieldReferenceOperation)?.Field) ?? TextOf(parameter);
    }

    private void AddList(FirelyCriteria criteria, string parameter, Action<IOperation, bool> add)
    {
        if (Argument(parameter) is not { } list)
        {
            return;
        }

        if (FirelyCriteria.ElementsOf(list) is not { } elements)
        {
            criteria.IsOpen = true;
            return;
        }

        foreach (var element in elements)
        {
            add(element, false);
        }
    }
}
