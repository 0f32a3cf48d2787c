using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What the statement says of one resource type.
internal sealed partial class CapabilityStatementReader
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
            Interactions = ReadInteractions(type, item) | search,
            Versioning = ReadVersioning(item),
            Conditional = ReadConditional(item),
            SearchParameters = parameters,
            SearchIncludes = WithType(type, parameters, ReadStrings(type, item, "searchInclude", StatementPart.Include)),
            SearchRevIncludes = ReadStrings(type, item, "searchRevInclude", StatementPart.RevInclude),
            Operations = OperationPlacement.OfType(type, ReadOperations(type, item)),
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

    /// <summary>The interactions of a resource type, or of the whole system where it is empty.</summary>
    private FhirInteraction ReadInteractions(string type, JsonValue item)
    {
        var isSystem = type.Length == 0;
        var interactions = FhirInteraction.None;
        foreach (var entry in item.ItemsOf("interaction"))
        {
            if (!StatementExpectation.Counts(entry, _isRequirements))
            {
                continue;
            }

            // What a code that is not FHIR's means is not known, so it may be any interaction.
            var interaction = FhirInteractions.FromCode(entry.StringOf("code") ?? "");
            if (interaction == FhirInteraction.None || isSystem != interaction >= FhirInteraction.Transaction)
            {
                LeftOut("'" + (entry.StringOf("code") ?? "") + "' is not an interaction of a "
                    + (isSystem ? "system" : "resource type") + " and was left out.", entry["code"] ?? entry, new(type, StatementPart.Interaction, ""));
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

    private EquatableArray<string> ReadStrings(string type, JsonValue item, string member, StatementPart part)
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
                LeftOut("An entry of '" + member + "' has no usable value and was left out.", entry, new(type, part, ""));
            }
        }

        return new(values);
    }

    /// <summary>A definition on the server itself is named without the server's address, which differs from installation to installation.</summary>
    private string LocalDefinition(string definition) =>
        _address.Length > 0 && definition.StartsWith(_address, StringComparison.Ordinal) ? definition.Substring(_address.Length) : definition;

    /// <summary>The operations that are listed, in the order of the statement; HAPI lists one name many times, each with another definition.</summary>
    private List<OperationCapability> ReadOperations(string type, JsonValue item)
    {
        var operations = new List<OperationCapability>();
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
                LeftOut("An operation has no usable name and was left out.", entry["name"] ?? entry, new(type, StatementPart.Operation, ""));
            }
            else
            {
                operations.Add(new(name, definition));
            }
        }

        return operations;
    }
}
