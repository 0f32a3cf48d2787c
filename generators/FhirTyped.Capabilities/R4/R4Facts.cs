using System;
using System.Collections.Generic;
using System.IO;

namespace FhirTyped.Capabilities;

/// <summary>The facts of <c>R4/search-parameters.facts</c>, read. The file's first lines say how it is written.</summary>
internal sealed class R4Facts
{
    private R4Facts(string[] resourceTypes, Dictionary<string, Dictionary<string, R4SearchParameter>> parameters)
    {
        ResourceTypes = resourceTypes;
        Parameters = parameters;
    }

    /// <summary>Every resource type, in ordinal order.</summary>
    public IReadOnlyList<string> ResourceTypes { get; }

    /// <summary>
    /// The search parameters by their names, under the type that defines them: a resource type, <c>DomainResource</c> or
    /// <c>Resource</c>.
    /// </summary>
    public Dictionary<string, Dictionary<string, R4SearchParameter>> Parameters { get; }

    /// <summary>Reads the facts.</summary>
    public static R4Facts Read(TextReader reader)
    {
        var types = Array.Empty<string>();
        var parameters = new Dictionary<string, Dictionary<string, R4SearchParameter>>(StringComparer.Ordinal);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var words = line.Split(' ');
            if (words[0] == "types")
            {
                types = new string[words.Length - 1];
                Array.Copy(words, 1, types, 0, types.Length);
                continue;
            }

            var byName = new Dictionary<string, R4SearchParameter>(StringComparer.Ordinal);
            for (var i = 1; i < words.Length; i++)
            {
                var parts = words[i].Split(':');
                byName[parts[0]] = Parameter(parts[0], TypeOf(parts[1][0]), parts.Length > 2 ? parts[2] : "");
            }

            parameters[words[0]] = byName;
        }

        return new(types, parameters);
    }

    private static R4SearchParameter Parameter(string name, SearchParameterType type, string targets)
    {
        var slash = targets.IndexOf('/');
        if (targets.Length == 0 || slash < 0)
        {
            return new(name, type, targets.Length == 0 ? default : new(targets.Split(',')));
        }

        return new(name, type, new(targets.Split(',', '/'))) { PossibleTargets = new(targets.Substring(0, slash).Split(',')) };
    }

    private static SearchParameterType TypeOf(char letter) => letter switch
    {
        's' => SearchParameterType.String,
        't' => SearchParameterType.Token,
        'd' => SearchParameterType.Date,
        'r' => SearchParameterType.Reference,
        'n' => SearchParameterType.Number,
        'q' => SearchParameterType.Quantity,
        'u' => SearchParameterType.Uri,
        'c' => SearchParameterType.Composite,
        _ => SearchParameterType.Special,
    };
}
