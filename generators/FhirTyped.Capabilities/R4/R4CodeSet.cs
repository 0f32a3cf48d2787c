using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The codes that an element can hold whose binding is required (https://hl7.org/fhir/R4/terminologies.html#required).</summary>
/// <remarks>Its codes are read on first use. Thread-safe.</remarks>
internal sealed class R4CodeSet
{
    private readonly string[] _facts;
    private readonly Lazy<Dictionary<string, string>> _systems;

    /// <summary>Makes a set of the words of its line: <c>set [name] ([system] [codes])...</c></summary>
    public R4CodeSet(string[] facts)
    {
        _facts = facts;
        _systems = new(ReadSystems);
    }

    /// <summary>The last part of the value set's address: <c>administrative-gender</c>; <c>boolean</c> for a truth value.</summary>
    public string Name => _facts[1];

    /// <summary>Whether it is no value set, but what a boolean can be.</summary>
    public bool IsBoolean => Name == "boolean";

    /// <summary>The codes, in the order of the standard.</summary>
    public IEnumerable<string> Codes => _systems.Value.Keys;

    /// <summary>The code systems.</summary>
    public IReadOnlyList<string> Systems
    {
        get
        {
            var systems = new string[(_facts.Length - 2) / 2];
            for (var i = 0; i < systems.Length; i++)
            {
                systems[i] = _facts[2 + (2 * i)];
            }

            return systems;
        }
    }

    /// <summary>Whether codes of a code system are among them.</summary>
    public bool HasSystem(string system)
    {
        for (var i = 2; i < _facts.Length; i += 2)
        {
            if (_facts[i] == system)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The code system of a code; null where the set does not hold the code. The case counts.</summary>
    public string? SystemOf(string code) => _systems.Value.TryGetValue(code, out var system) ? system : null;

    private Dictionary<string, string> ReadSystems()
    {
        var systems = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 2; i < _facts.Length; i += 2)
        {
            foreach (var code in _facts[i + 1].Split(','))
            {
                systems.Add(code, _facts[i]);
            }
        }

        return systems;
    }
}
