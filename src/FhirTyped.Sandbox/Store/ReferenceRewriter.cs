using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Replaces references in a resource: those to entries of its bundle become those to stored resources.</summary>
internal static class ReferenceRewriter
{
    /// <summary>Changes the resource in place.</summary>
    /// <param name="element">The resource, or a part of it.</param>
    /// <param name="replace">Gives the new reference, or null where it stays as it is.</param>
    public static void Rewrite(Base element, Func<string, string?> replace)
    {
        foreach (var reference in ResourceReferences.In(element))
        {
            if (reference.Reference is { } text && replace(text) is { } replacement)
            {
                reference.Reference = replacement;
            }
        }
    }
}
