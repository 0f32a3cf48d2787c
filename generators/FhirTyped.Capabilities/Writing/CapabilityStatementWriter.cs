using System.Collections.Generic;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>
/// Writes facts as a FHIR R4 CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html) that says nothing else: one line a
/// resource type, no prose, no definition of a search parameter. Reading it gives the same facts.
/// </summary>
internal sealed class CapabilityStatementWriter
{
    private readonly StringBuilder _text = new();

    private CapabilityStatementWriter()
    {
    }

    /// <summary>Writes a statement.</summary>
    /// <param name="facts">The facts. Of their rules only the combinations that a statement itself declares are written.</param>
    /// <param name="description">What <c>implementation.description</c>, which FHIR demands, says: the platform's name.</param>
    /// <param name="isRequirements">
    /// The statement is an implementation guide's and not a server's. FHIR then forbids software and implementation, so facts
    /// that have either are written as a server's all the same.
    /// </param>
    public static string Write(CapabilityStatementFacts facts, string description, bool isRequirements = false) =>
        new CapabilityStatementWriter().WriteStatement(
            facts, description, isRequirements && facts.Software.Length == 0 && facts.ImplementationUrl.Length == 0);

    private string WriteStatement(CapabilityStatementFacts facts, string description, bool isRequirements)
    {
        _text.Append("{\n  \"resourceType\": \"CapabilityStatement\",\n");
        if (facts.Source.Length > 0)
        {
            _text.Append("  \"meta\": { \"source\": ").Append(JsonText.Quote(facts.Source)).Append(" },\n");
        }

        _text.Append("  \"status\": \"active\",\n");
        if (facts.Date.Length > 0)
        {
            _text.Append("  \"date\": ").Append(JsonText.Quote(facts.Date)).Append(",\n");
        }

        _text.Append("  \"kind\": ").Append(isRequirements ? "\"requirements\"" : "\"instance\"").Append(",\n");
        if (facts.Software.Length > 0)
        {
            _text.Append("  \"software\": { \"name\": ").Append(JsonText.Quote(facts.Software)).Append(" },\n");
        }

        if (isRequirements)
        {
            _text.Append("  \"description\": ").Append(JsonText.Quote(description)).Append(",\n");
        }
        else
        {
            _text.Append("  \"implementation\": { \"description\": ").Append(JsonText.Quote(description));
            if (facts.ImplementationUrl.Length > 0)
            {
                _text.Append(", \"url\": ").Append(JsonText.Quote(facts.ImplementationUrl));
            }

            _text.Append(" },\n");
        }

        _text.Append("  \"fhirVersion\": \"4.0.1\",\n  \"format\": [\"json\"],\n");
        if (facts.PatchFormats.Count > 0)
        {
            _text.Append("  \"patchFormat\": ").Append(JsonText.Array(facts.PatchFormats)).Append(",\n");
        }

        _text.Append("  \"rest\": [{\n    \"mode\": \"server\"");
        var rest = SystemMembers(facts);
        foreach (var member in rest)
        {
            _text.Append(",\n    ").Append(member);
        }

        WriteResources(facts);
        return _text.Append("\n  }]\n}\n").ToString();
    }

    private static List<string> SystemMembers(CapabilityStatementFacts facts)
    {
        var members = new List<string>();
        Add(members, "extension", LeftOut("", facts.LeftOut));
        Add(members, "interaction", Interactions(facts.SystemInteractions));
        Add(members, "searchParam", Parameters(facts.SystemSearchParameters));
        Add(members, "operation", Operations(facts.SystemOperations));
        return members;
    }

    private void WriteResources(CapabilityStatementFacts facts)
    {
        for (var i = 0; i < facts.Resources.Count; i++)
        {
            var resource = facts.Resources[i];
            _text.Append(i == 0 ? ",\n    \"resource\": [\n      { " : ",\n      { ");
            _text.Append(string.Join(", ", Members(resource, facts))).Append(" }");
        }

        if (facts.Resources.Count > 0)
        {
            _text.Append("\n    ]");
        }
    }

    private static List<string> Members(ResourceCapability resource, CapabilityStatementFacts facts)
    {
        var members = new List<string>();
        var extensions = Combinations(resource.Type, facts.Rules);
        extensions.AddRange(LeftOut(resource.Type, facts.LeftOut));
        Add(members, "extension", extensions);
        members.Add("\"type\": " + JsonText.Quote(resource.Type));
        Add(members, "interaction", Interactions(resource.Interactions));
        AddCode(members, "versioning", resource.Versioning);
        AddConditional(members, resource.Conditional);
        AddStrings(members, "searchInclude", resource.SearchIncludes);
        AddStrings(members, "searchRevInclude", resource.SearchRevIncludes);
        Add(members, "searchParam", Parameters(resource.SearchParameters));
        Add(members, "operation", Operations(resource.Operations));
        return members;
    }

    private static void AddConditional(List<string> members, ConditionalSupport support)
    {
        bool Has(ConditionalSupport flag) => (support & flag) != 0;
        AddFlag(members, "readHistory", Has(ConditionalSupport.ReadHistory));
        AddFlag(members, "updateCreate", Has(ConditionalSupport.UpdateCreate));
        AddFlag(members, "conditionalCreate", Has(ConditionalSupport.Create));
        AddCode(members, "conditionalRead", Has(ConditionalSupport.ReadModifiedSince)
            ? Has(ConditionalSupport.ReadNotMatch) ? "full-support" : "modified-since"
            : Has(ConditionalSupport.ReadNotMatch) ? "not-match" : "");
        AddFlag(members, "conditionalUpdate", Has(ConditionalSupport.Update));
        AddCode(members, "conditionalDelete",
            Has(ConditionalSupport.DeleteMultiple) ? "multiple" : Has(ConditionalSupport.DeleteSingle) ? "single" : "");
    }

    private static List<string> Interactions(FhirInteraction interactions)
    {
        var items = new List<string>();
        foreach (var code in interactions.ToCodes())
        {
            items.Add("{\"code\":\"" + code + "\"}");
        }

        return items;
    }

    private static List<string> Parameters(EquatableArray<SearchParameterCapability> parameters)
    {
        var items = new List<string>();
        foreach (var parameter in parameters)
        {
            foreach (var name in parameter.DeclaredNames)
            {
                items.Add("{\"name\":" + JsonText.Quote(name) + ",\"type\":\"" + parameter.Type.ToCode() + "\"}");
            }
        }

        return items;
    }

    private static List<string> LeftOut(string resourceType, EquatableArray<LeftOutPart> parts)
    {
        var items = new List<string>();
        foreach (var part in parts)
        {
            if (part.ResourceType == resourceType)
            {
                items.Add("{\"url\":" + JsonText.Quote(CapabilityStatementReader.LeftOutUrl) + ",\"valueString\":"
                    + JsonText.Quote((part.Part.ToName() + " " + part.Name).TrimEnd()) + "}");
            }
        }

        return items;
    }

    private static List<string> Operations(EquatableArray<OperationCapability> operations)
    {
        var items = new List<string>();
        foreach (var operation in operations)
        {
            items.Add("{\"name\":" + JsonText.Quote(operation.Name)
                + (operation.Definition.Length > 0 ? ",\"definition\":" + JsonText.Quote(operation.Definition) : "") + "}");
        }

        return items;
    }

    private static List<string> Combinations(string resourceType, EquatableArray<PlatformRule> rules)
    {
        var items = new List<string>();
        foreach (var rule in rules)
        {
            if (rule.ResourceType != resourceType || !rule.IsDeclaredOnly || rule.Verb != RuleVerb.RequiresOneOf)
            {
                continue;
            }

            foreach (var set in rule.Clauses)
            {
                var parts = new List<string>();
                foreach (var name in set.Values)
                {
                    parts.Add("{\"url\":\"required\",\"valueString\":" + JsonText.Quote(name) + "}");
                }

                items.Add("{\"url\":" + JsonText.Quote(CapabilityStatementReader.CombinationUrl) + ",\"extension\":[" + string.Join(",", parts) + "]}");
            }
        }

        return items;
    }

    private static void Add(List<string> members, string name, List<string> items)
    {
        if (items.Count > 0)
        {
            members.Add("\"" + name + "\": [" + string.Join(", ", items) + "]");
        }
    }

    private static void AddStrings(List<string> members, string name, EquatableArray<string> values)
    {
        if (values.Count > 0)
        {
            members.Add("\"" + name + "\": " + JsonText.Array(values));
        }
    }

    private static void AddCode(List<string> members, string name, string code)
    {
        if (code.Length > 0)
        {
            members.Add("\"" + name + "\": " + JsonText.Quote(code));
        }
    }

    private static void AddFlag(List<string> members, string name, bool holds)
    {
        if (holds)
        {
            members.Add("\"" + name + "\": true");
        }
    }
}
