using System.Text;
using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>
/// Which value sets become enums, and under which names. A value set becomes one where every code of it is known here,
/// the codes are defined by HL7, and an element is bound to it.
/// </summary>
internal sealed class EnumNames
{
    private const int LargestRequired = 400;
    private const int LargestOther = 160;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _types = [];

    public EnumNames(Definitions definitions)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in definitions.DataTypes.Concat(definitions.Resources))
        {
            taken.Add(type.Name);
            _types.Add(type.Name);

            // The component types of a resource are named by their paths: PatientContact, ObservationComponent.
            foreach (var element in type.OwnElements.Where(e => e.Items("type").Any(t => t.Text("code") is "BackboneElement" or "Element")))
            {
                taken.Add(string.Concat(element.Text("path")!.Split('.').Select(Pascal)));
            }
        }

        var expansion = new Expansion(definitions);
        var bindings = definitions.DataTypes.Concat(definitions.Resources)
            .SelectMany(type => type.OwnElements)
            .SelectMany(element => element.Items("binding"))
            .Where(binding => binding.Text("valueSet") is not null)
            .GroupBy(binding => ValueSetOf(binding), binding => binding.Text("strength") == "required")
            .Select(group => (Url: group.Key, Required: group.Any(required => required)));

        // Required ones choose their names first: they are the ones that stand in signatures.
        foreach (var (url, required) in bindings.OrderBy(b => !b.Required).ThenBy(b => b.Url, StringComparer.Ordinal))
        {
            if (expansion.Of(url) is { Count: > 0 } codes
                && codes.Count <= (required ? LargestRequired : LargestOther)
                && codes.All(code => IsOfHl7(code.System)))
            {
                var name = Choose(definitions.ValueSets[url], taken);
                taken.Add(name);
                _names.Add(url, name);
            }
        }
    }

    /// <summary>The value sets that become enums, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _names.OrderBy(pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The name of a value set's enum, or null where it has none.</summary>
    public string? Of(string valueSet) => _names.GetValueOrDefault(valueSet);

    /// <summary>The value set of a binding, without its version.</summary>
    public static string ValueSetOf(XElement binding) => binding.Text("valueSet")!.Split('|')[0];

    /// <summary>Words in any writing as one PascalCase identifier.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        var start = true;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                start = true;
                continue;
            }

            name.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }

        return name.ToString();
    }

    private static bool IsOfHl7(string system) =>
        system.StartsWith("http://hl7.org/", StringComparison.Ordinal)
        || system.StartsWith("http://terminology.hl7.org/", StringComparison.Ordinal);

    private string Choose(XElement valueSet, HashSet<string> taken)
    {
        var name = Pascal(valueSet.Text("name")!);
        if (IsOneWord(name))
        {
            // One bare word ("Status", "Exception") says too little and hides names of .NET: the id says more.
            name = Pascal(valueSet.Text("id")!);
        }

        name = InCaseOfType(name);
        if (name.StartsWith("FHIR", StringComparison.Ordinal))
        {
            name = "Fhir" + name[4..];
        }
        else if (name.StartsWith("HTTP", StringComparison.Ordinal))
        {
            name = "Http" + name[4..];
        }
        else if (name == "TaskStatus" || name == "TaskIntent")
        {
            // As the resource itself: Task is FhirTask, for System.Threading.Tasks holds the same names.
            name = "Fhir" + name;
        }

        var shorter = name.EndsWith("Codes", StringComparison.Ordinal) ? name[..^5] : name;
        foreach (var candidate in new[] { IsOneWord(shorter) ? name : shorter, name, shorter + "Code", Pascal(valueSet.Text("id")!), name + "Codes" })
        {
            if (candidate.Length > 2 && char.IsAsciiLetter(candidate[0]) && !taken.Contains(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("No free name for the value set " + valueSet.Text("url"));
    }

    private static bool IsOneWord(string name) => !name.Skip(1).Any(char.IsAsciiLetterUpper);

    // "MedicationrequestStatus" is about MedicationRequest; "ConditionalDeleteStatus" is not about Condition.
    private string InCaseOfType(string name)
    {
        var type = _types
            .Where(t => name.StartsWith(t, StringComparison.OrdinalIgnoreCase))
            .Where(t => t.Length < name.Length && char.IsAsciiLetterUpper(name[t.Length]))
            .MaxBy(t => t.Length);
        return type is null ? name : type + name[type.Length..];
    }
}
