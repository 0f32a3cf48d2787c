using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// A search parameter while the entries of a statement are gone through: some list it with a modifier (<c>patient:identifier</c>), which
/// means that it works with these modifiers alone.
/// </summary>
internal sealed class DeclaredParameter(SearchParameterType type)
{
    private const string Has = "_has:";

    private readonly SortedSet<string> _modifiers = new(StringComparer.Ordinal);
    private SearchParameterType _type = type;

    /// <summary>
    /// The parameter and the modifier of a name, or null where there is no name before it. A dotted name is a chain, whose modifier stands
    /// at its end; what follows <c>_has</c> is its own.
    /// </summary>
    public static (string Name, string Modifier)? Split(string written)
    {
        var colon = written.StartsWith(Has, StringComparison.Ordinal) ? Has.Length - 1 : written.LastIndexOf(':');
        var hasModifier = colon > written.LastIndexOf('.') || written.StartsWith(Has, StringComparison.Ordinal);
        return colon == 0 ? null
            : hasModifier ? (written.Substring(0, colon), written.Substring(colon + 1))
            : (written, "");
    }

    /// <summary>Adds an entry; false where there was one like it.</summary>
    public bool Add(string modifier, SearchParameterType entryType)
    {
        // The entry without a modifier says best what the values look like.
        _type = modifier.Length == 0 ? entryType : _type;
        return _modifiers.Add(modifier);
    }

    /// <summary>What all entries say.</summary>
    public SearchParameterCapability ToCapability(string name) => new(name, _type)
    {
        Modifiers = _modifiers.Count == 1 && _modifiers.Contains("") ? default : new(_modifiers),
    };
}
