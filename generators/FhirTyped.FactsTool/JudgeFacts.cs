using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>The facts that the judge asks for: short, one line for each type, since they are embedded wherever it is.</summary>
internal sealed class JudgeFacts(Definitions definitions)
{
    // The system of booleans, which nobody uses: https://hl7.org/fhir/R4/search.html#token.
    private static readonly (string, string) Boolean = ("boolean", "http://terminology.hl7.org/CodeSystem/special-values true,false");

    private const string Source = "# FHIR R4 4.0.1 (HL7, CC0): ";

    private readonly SearchedElements _searched = new(definitions);
    private readonly Expansion _expansion = new(definitions);

    /// <summary>The resource types, and the search parameters of each.</summary>
    public IEnumerable<string> SearchParameters()
    {
        var types = definitions.Resources.Where(static resource => !resource.IsAbstract).Select(static resource => resource.Name).ToList();
        yield return Source + "resource types, and per base type its search parameters as name:type-letter[:targets, * = any].";
        yield return "# Behind a / stand targets that the definition names, and to which its expression never leads: subject.where(resolve() is Patient).";
        yield return "# Letters: s string, t token, d date, r reference, n number, q quantity, u uri, c composite, x special.";
        yield return "types " + string.Join(' ', types);
        var rows = definitions.SearchParameters
            .SelectMany(p => p.Texts("base").Select(b => (Type: b, Parameter: Parameter(p, b, types.Count))));
        foreach (var line in Lines(rows))
        {
            yield return line;
        }
    }

    /// <summary>The operations by the resource type that defines them.</summary>
    public IEnumerable<string> Operations()
    {
        yield return Source + "operations, per resource type that defines them as code:levels; what Resource defines is for all types.";
        yield return "# Levels: s system, t type, i instance. The definition is http://hl7.org/fhir/OperationDefinition/[type]-[code].";
        foreach (var line in Lines(definitions.Operations.SelectMany(o => o.Texts("resource").Select(type => (type, Operation(o, type))))))
        {
            yield return line;
        }
    }

    /// <summary>The search parameters by which a resource belongs to a patient.</summary>
    public IEnumerable<string> PatientCompartment()
    {
        yield return Source + "the compartment of a patient, per resource type the search parameters that lead to the patient.";
        yield return "# A type that is not here is in no patient's compartment.";
        var compartment = definitions.Compartments.Single(static c => c.Text("code") == "Patient");
        foreach (var line in Lines(compartment.Items("resource").SelectMany(r => r.Texts("param").Select(parameter => (r.Text("code")!, parameter)))))
        {
            yield return line;
        }
    }

    /// <summary>The codes of the token parameters that look at nothing but codes with a required binding, or at booleans.</summary>
    public IEnumerable<string> RequiredCodes()
    {
        yield return Source + "token parameters that look at codes of a required binding or at booleans only, and the codes that they can find.";
        yield return "# set [name of the value set] ([system] [codes])...; then per base type parameter:set.";
        var sets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rows = new List<(string, string)>();
        foreach (var (parameter, type) in definitions.SearchParameters.SelectMany(p => p.Texts("base").Select(b => (p, b))))
        {
            if (parameter.Text("type") == "token" && CodesOf(parameter, type) is var (name, codes))
            {
                sets[name] = codes;
                rows.Add((type, parameter.Text("code") + ":" + name));
            }
        }

        foreach (var line in sets.Select(static set => "set " + set.Key + " " + set.Value).Concat(Lines(rows)))
        {
            yield return line;
        }
    }

    private (string Name, string Codes)? CodesOf(XElement parameter, string resource)
    {
        // The one parameter whose expression is a condition: Patient.deceased.exists() and Patient.deceased != false.
        if (_searched.Of(parameter, resource) is not { } elements)
        {
            return parameter.Text("expression")?.Contains(".exists() and ", StringComparison.Ordinal) == true ? Boolean : null;
        }

        if (elements.All(static element => element.Types.SequenceEqual(["boolean"])))
        {
            return Boolean;
        }

        // Where a parameter looks at several elements, they would have to share one value set: none does.
        return elements is [var only] && only.Types.SequenceEqual(["code"])
            && only.Element.Child("binding") is { } binding && binding.Text("strength") == "required"
            && EnumNames.ValueSetOf(binding) is var url && _expansion.Of(url) is { Count: > 0 } codes
            ? (url.Split('/')[^1], string.Join(' ', codes.GroupBy(static code => code.System).Select(static s => s.Key + " " + string.Join(',', s.Select(static c => c.Code)))))
            : null;
    }

    private static IEnumerable<string> Lines(IEnumerable<(string Type, string Fact)> rows) => rows
        .GroupBy(static row => row.Type, static row => row.Fact)
        .OrderBy(static facts => facts.Key, StringComparer.Ordinal)
        .Select(static facts => facts.Key + " " + string.Join(' ', facts.OrderBy(static fact => fact.Split(':')[0], StringComparer.Ordinal)));

    private string Parameter(XElement parameter, string resource, int typeCount)
    {
        var type = parameter.Text("type")!;
        var line = parameter.Text("code") + ":" + (type == "special" ? 'x' : type[0]);
        if (type != "reference")
        {
            return line;
        }

        var targets = parameter.Texts("target").Order(StringComparer.Ordinal).ToList();
        if (targets.Count == 0 || targets.Count == typeCount - 1)
        {
            return line + ":*";
        }

        var leadsTo = LeadsTo(parameter, resource);
        var possible = targets.FindAll(target => leadsTo is null || leadsTo.Contains(target));
        var others = targets.Except(possible).ToList();
        return line + ":" + string.Join(',', possible) + (others.Count > 0 ? "/" + string.Join(',', others) : "");
    }

    /// <summary>The resource types that the elements of a parameter can refer to; null where that is not certain.</summary>
    private HashSet<string>? LeadsTo(XElement parameter, string resource)
    {
        if (_searched.Of(parameter, resource) is not { } elements)
        {
            return null;
        }

        var types = elements.SelectMany(static element => element.Targets).ToHashSet(StringComparer.Ordinal);
        return types.Contains("Resource") ? null : types;
    }

    private static string Operation(XElement operation, string type)
    {
        var code = operation.Text("code");
        if (operation.Text("id") != type + "-" + code)
        {
            throw new InvalidDataException($"The operation {operation.Text("id")} is not named by its type and code: the facts would lose its address");
        }

        return code + ":" + (operation.Flag("system") ? "s" : "") + (operation.Flag("type") ? "t" : "") + (operation.Flag("instance") ? "i" : "");
    }
}
