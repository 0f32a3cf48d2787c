using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What the statement says of one resource type.
public sealed partial class CapabilityStatementReader
{
    private static readonly char[] Blanks = { ' ', '\t', '\r', '\n' };

    private ResourceCapability ReadResource(string type, JsonValue item)
    {
        var parameters = ReadParameters(type, item);

        // A guide that asks for a search parameter asks for the search, even where it leaves the interaction free.
        var search = _isRequirements && parameters.Count > 0 ? FhirInteraction.SearchType : FhirInteraction.None;
        return new()
        {
            Type = type,
            Interactions = ReadInteractions(item, isSystem: false) | search,
            Versioning = ReadVersioning(item),
            Conditional = ReadConditional(item),
            SearchParameters = parameters,
            SearchIncludes = WithType(type, parameters, ReadStrings(item, "searchInclude")),
            SearchRevIncludes = ReadStrings(item, "searchRevInclude"),
            Operations = ReadOperations(item),
        };
    }

    /// <summary>Some statements list the bare parameter where FHIR wants <c>Type:parameter</c>.</summary>
    private static EquatableArray<string> WithType(
        string type, EquatableArray<SearchParameterCapability> parameters, EquatableArray<string> includes)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var include in includes)
        {
            var isParameter = false;
            foreach (var parameter in parameters)
            {
                isParameter |= parameter.Name == include;
            }

            values.Add(isParameter ? type + ":" + include : include);
        }

        return new(values);
    }

    private FhirInteraction ReadInteractions(JsonValue item, bool isSystem)
    {
        var interactions = FhirInteraction.None;
        foreach (var entry in item.ItemsOf("interaction"))
        {
            if (!StatementExpectation.Counts(entry, _isRequirements))
            {
                continue;
            }

            var interaction = FhirInteractions.FromCode(entry.StringOf("code") ?? "");
            if (interaction == FhirInteraction.None || isSystem != interaction >= FhirInteraction.Transaction)
            {
                LeftOut("'" + (entry.StringOf("code") ?? "") + "' is not an interaction of a "
                    + (isSystem ? "system" : "resource type") + " and was left out.", entry["code"] ?? entry);
                continue;
            }

            interactions |= interaction;
        }

        return interactions;
    }

    private string ReadVersioning(JsonValue item)
    {
        var versioning = item.StringOf("versioning") ?? "";
        if (versioning is "" or "no-version" or "versioned" or "versioned-update")
        {
            return versioning;
        }

        LeftOut("'" + versioning + "' is not a versioning policy of FHIR and was left out.", item["versioning"]!);
        return "";
    }

    private static ConditionalSupport ReadConditional(JsonValue item)
    {
        var support = ConditionalSupport.None;
        void Add(bool holds, ConditionalSupport flag) => support |= holds ? flag : ConditionalSupport.None;
        var delete = item.StringOf("conditionalDelete");
        var read = item.StringOf("conditionalRead");
        Add(item.BooleanOf("conditionalCreate") == true, ConditionalSupport.Create);
        Add(item.BooleanOf("conditionalUpdate") == true, ConditionalSupport.Update);
        Add(delete is "single" or "multiple", ConditionalSupport.DeleteSingle);
        Add(delete is "multiple", ConditionalSupport.DeleteMultiple);
        Add(read is "modified-since" or "full-support", ConditionalSupport.ReadModifiedSince);
        Add(read is "not-match" or "full-support", ConditionalSupport.ReadNotMatch);
        Add(item.BooleanOf("updateCreate") == true, ConditionalSupport.UpdateCreate);
        Add(item.BooleanOf("readHistory") == true, ConditionalSupport.ReadHistory);
        return support;
    }

    private EquatableArray<SearchParameterCapability> ReadParameters(string type, JsonValue item)
    {
        var byName = new SortedDictionary<string, SearchParameterCapability>(StringComparer.Ordinal);
        var combined = _isRequirements ? StatementExpectation.CombinedParameters(item) : null;
        var retyped = new List<string>();
        JsonValue? firstRetyped = null;
        foreach (var entry in item.ItemsOf("searchParam"))
        {
            var name = entry.StringOf("name")?.Trim();
            if (!StatementExpectation.Counts(entry, _isRequirements) && (name is null || combined?.Contains(name) != true))
            {
                continue;
            }

            if (name is null || !IsParameterName(name))
            {
                LeftOut("A search parameter of " + type + " has no usable name and was left out.", entry["name"] ?? entry);
                continue;
            }

            if (name.IndexOf(':') >= 0)
            {
                LeftOut("'" + name + "' of " + type + " is a parameter with a modifier, not a parameter, and was left out.", entry["name"]!);
                continue;
            }

            if (ReadType(type, name, entry) is not { } parameterType)
            {
                continue;
            }

            if (R4Definitions.FindSearchParameter(type, name) is { } standard && standard.Type != parameterType)
            {
                // The name is the standard's, and so is what its values look like: a "string" _id still takes an id.
                parameterType = standard.Type;
                retyped.Add(name);
                firstRetyped ??= entry["type"];
            }

            if (byName.ContainsKey(name))
            {
                LeftOut("'" + name + "' of " + type + " is listed more than once.", entry["name"]!);
                continue;
            }

            byName.Add(name, new(name, parameterType));
        }

        if (firstRetyped is not null)
        {
            LeftOut("The types of " + string.Join(", ", retyped) + " of " + type + " are not those of FHIR R4, which were taken.", firstRetyped);
        }

        return new(byName.Values);
    }

    private SearchParameterType? ReadType(string resourceType, string name, JsonValue entry)
    {
        if (SearchParameterTypes.FromCode(entry.StringOf("type") ?? "") is { } type)
        {
            return type;
        }

        if (R4Definitions.FindSearchParameter(resourceType, name) is { } standard)
        {
            LeftOut("'" + name + "' of " + resourceType + " has no valid type; that of FHIR R4 was taken.", entry["type"] ?? entry);
            return standard.Type;
        }

        LeftOut("'" + name + "' of " + resourceType + " has no valid type and was left out.", entry["type"] ?? entry);
        return null;
    }

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

    private EquatableArray<string> ReadStrings(JsonValue item, string member)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var extensions = item.ItemsOf("_" + member);
        var entries = item.ItemsOf(member);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (i < extensions.Count && !StatementExpectation.Counts(extensions[i], _isRequirements))
            {
                continue;
            }

            if (entry.Kind == JsonValueKind.String && entry.Text.Length > 0 && entry.Text.IndexOfAny(Blanks) < 0)
            {
                values.Add(entry.Text);
            }
            else if (entry.Kind != JsonValueKind.Null)
            {
                LeftOut("An entry of '" + member + "' has no usable value and was left out.", entry);
            }
        }

        return new(values);
    }

    /// <summary>A definition on the server itself is named without the server's address, which differs from installation to installation.</summary>
    private string LocalDefinition(string definition) =>
        _address.Length > 0 && definition.StartsWith(_address, StringComparison.Ordinal) ? definition.Substring(_address.Length) : definition;

    private EquatableArray<OperationCapability> ReadOperations(JsonValue item)
    {
        var byName = new SortedDictionary<string, OperationCapability>(StringComparer.Ordinal);
        foreach (var entry in item.ItemsOf("operation"))
        {
            if (!StatementExpectation.Counts(entry, _isRequirements))
            {
                continue;
            }

            var name = (entry.StringOf("name") ?? "").TrimStart('$');
            var definition = LocalDefinition(entry.StringOf("definition") ?? entry["definition"]?.StringOf("reference") ?? "");
            if (name.IndexOf(':') >= 0 || name.IndexOf('=') >= 0 || !IsParameterName(name) || definition.IndexOfAny(Blanks) >= 0)
            {
                LeftOut("An operation has no usable name and was left out.", entry["name"] ?? entry);
            }
            else if (!byName.ContainsKey(name))
            {
                byName.Add(name, new(name, definition));
            }
        }

        return new(byName.Values);
    }
}
