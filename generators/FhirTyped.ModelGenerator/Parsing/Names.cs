using System.Text;

namespace FhirTyped.ModelGenerator.Parsing;

/// <summary>C# names for the names of the standard.</summary>
internal static class Names
{
    /// <summary>The class of a type. Two give way to .NET and to plain speech; docs/notes/r4-model.md says why.</summary>
    public static string ClassOf(string type) => type switch
    {
        "Task" => "FhirTask",
        "Reference" => "ResourceReference",
        _ => type,
    };

    /// <summary>The class of a component: the path in one word (Patient.contact is PatientContact).</summary>
    public static string ComponentOf(string path)
    {
        var parts = path.Split('.');
        var name = new StringBuilder(ClassOf(parts[0]));
        for (var i = 1; i < parts.Length; i++)
        {
            name.Append(Pascal(parts[i]));
        }

        return name.ToString();
    }

    /// <summary>The property of an element: its name in PascalCase.</summary>
    public static string PropertyOf(string className, string element)
    {
        var name = Pascal(element);

        // A member may not be named as its class: Expression.expression.
        return name == className ? name + "Text" : name;
    }

    /// <summary>Words in any writing as one PascalCase identifier; empty where there is no letter or digit.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        var start = true;
        foreach (var c in text)
        {
            var isLetter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (!isLetter && c is not (>= '0' and <= '9'))
            {
                // An apostrophe joins: Crohn's is Crohns.
                start |= c is not '\'';
                continue;
            }

            name.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }

        return name.ToString();
    }
}
