using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// The search parameters of one resource type, or of the whole system.
internal sealed partial class CapabilityStatementReader
{
    /// <summary>The parameters of a resource type, or of every type where it is <c>Resource</c>.</summary>
    private EquatableArray<SearchParameterCapability> ReadParameters(string type, JsonValue item)
    {
        var byName = new SortedDictionary<string, DeclaredParameter>(StringComparer.Ordinal);
        var combined = _isRequirements ? StatementExpectation.CombinedParameters(item) : null;
        var retyped = new List<string>();
        JsonValue? firstRetyped = null;
        foreach (var entry in item.ItemsOf("searchParam"))
        {
            var written = entry.StringOf("name")?.Trim();
            if (!StatementExpectation.Counts(entry, _isRequirements) && (written is null || combined?.Contains(written) != true))
            {
                continue;
            }

            if (written is null || !IsParameterName(written) || DeclaredParameter.Split(written) is not var (name, modifier))
            {
                LeftOut("A search parameter of " + type + " has no usable name and was left out.", entry["name"] ?? entry, PartOf(type, ""));
                continue;
            }

            if (ReadType(type, written, name, entry) is not { } parameterType)
            {
                continue;
            }

            if (R4Definitions.FindSearchParameter(type, name) is { } standard && standard.Type != parameterType)
            {
                // The name is the standard's, and so is what its values look like: a "string" _id still takes an id. With a modifier
                // the values are others: those of a reference's :identifier are tokens.
                parameterType = standard.Type;
                if (modifier.Length == 0)
                {
                    retyped.Add(name);
                    firstRetyped ??= entry["type"];
                }
            }

            if (!byName.TryGetValue(name, out var declared))
            {
                byName.Add(name, declared = new(parameterType));
            }

            if (!declared.Add(modifier, parameterType))
            {
                LeftOut("'" + written + "' of " + type + " is listed more than once.", entry["name"]!);
            }
        }

        if (firstRetyped is not null)
        {
            LeftOut("The types of " + string.Join(", ", retyped) + " of " + type + " are not those of FHIR R4, which were taken.", firstRetyped);
        }

        var parameters = new List<SearchParameterCapability>(byName.Count);
        foreach (var entry in byName)
        {
            parameters.Add(entry.Value.ToCapability(entry.Key));
        }

        return new(parameters);
    }

    private SearchParameterType? ReadType(string resourceType, string written, string name, JsonValue entry)
    {
        if (SearchParameterTypes.FromCode(entry.StringOf("type") ?? "") is { } type)
        {
            return type;
        }

        if (R4Definitions.FindSearchParameter(resourceType, name) is { } standard)
        {
            LeftOut("'" + written + "' of " + resourceType + " has no valid type; that of FHIR R4 was taken.", entry["type"] ?? entry);
            return standard.Type;
        }

        LeftOut("'" + written + "' of " + resourceType + " has no valid type and was left out.", entry["type"] ?? entry, PartOf(resourceType, name));
        return null;
    }

    private static LeftOutPart PartOf(string type, string name) => new(type == AnyType ? "" : type, StatementPart.SearchParameter, name);

    private static bool IsParameterName(string name)
    {
        if (name.Length is 0 or > 128)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or ':'))
            {
                return false;
            }
        }

        return true;
    }
}
