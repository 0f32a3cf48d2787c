using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Which interfaces stand for the search parameters of R4. One place, because one generator emits the interfaces and another
/// the query classes that implement them.
/// </summary>
/// <remarks>
/// There is one for each name and type. The type is part of the interface's name only where R4 knows the name with several
/// types: <c>ISearchByIdentifier</c>, but <c>ISearchBySourceReference</c> and <c>ISearchBySourceUri</c>. Of two parameters whose
/// names are one in Pascal case (<c>source</c> and <c>_source</c>) the one without the underscore has the interface: the other's
/// property has another name wherever they meet. An interface whose name is already taken by a parameter before it in ordinal order
/// gets the suffix <c>Parameter</c>, as properties do: <c>source-reference</c> is <c>ISearchBySourceReferenceParameter</c>.
/// </remarks>
internal static class SearchInterfaces
{
    /// <summary>The interfaces, in ordinal order of their names.</summary>
    public static IReadOnlyList<SearchInterface> Of(R4Facts facts)
    {
        var parameters = new SortedDictionary<string, SortedDictionary<SearchParameterType, SortedSet<string>>>(StringComparer.Ordinal);
        foreach (var scope in facts.Parameters)
        {
            foreach (var parameter in scope.Value.Values)
            {
                if (!parameters.TryGetValue(parameter.Name, out var types))
                {
                    parameters.Add(parameter.Name, types = new());
                }

                if (!types.TryGetValue(parameter.Type, out var owners))
                {
                    types.Add(parameter.Type, owners = new(StringComparer.Ordinal));
                }

                owners.Add(scope.Key);
            }
        }

        var interfaces = new SortedDictionary<string, SearchInterface>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (parameter.Key[0] == '_' && parameters.ContainsKey(parameter.Key.Substring(1)))
            {
                continue;
            }

            var property = CSharpNames.Pascal(parameter.Key);
            foreach (var type in parameter.Value)
            {
                var name = "ISearchBy" + property + (parameter.Value.Count > 1 ? type.Key.ToString() : "");
                if (interfaces.ContainsKey(name))
                {
                    name += "Parameter";
                }

                interfaces.Add(name, new(name, property, parameter.Key, type.Key, new(type.Value)));
            }
        }

        return new List<SearchInterface>(interfaces.Values);
    }
}
