using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>A search parameter that a server declares.</summary>
/// <param name="Name">Its name in the URL, for example <c>address-city</c>; a chain that a server declares by its whole name has dots in it.</param>
/// <param name="Type">Its type.</param>
public sealed record SearchParameterCapability(string Name, SearchParameterType Type)
{
    /// <summary>
    /// The modifiers with which alone it is declared (<c>patient:identifier</c>), in ordinal order; an empty one stands for the parameter
    /// without any. None at all where it is declared as FHIR has it.
    /// </summary>
    public EquatableArray<string> Modifiers { get; init; }

    /// <summary>The names by which it is declared, each with its modifier: <c>patient:identifier</c>, or just its own.</summary>
    public IEnumerable<string> DeclaredNames
    {
        get
        {
            if (Modifiers.Count == 0)
            {
                yield return Name;
            }

            foreach (var modifier in Modifiers)
            {
                yield return modifier.Length == 0 ? Name : Name + ":" + modifier;
            }
        }
    }

    /// <summary>Whether it is declared with a modifier, or with none where that is empty.</summary>
    public bool Declares(string modifier) => Modifiers.Count == 0 || Modifiers.Contains(modifier);
}
