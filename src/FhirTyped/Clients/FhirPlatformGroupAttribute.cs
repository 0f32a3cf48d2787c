namespace FhirTyped;

/// <summary>
/// Makes a class a client of one of several platforms, chosen when the program runs, with only what all of them support:
/// <c>[FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))] partial class Hospitals;</c>. The generator writes the other part.
/// </summary>
/// <remarks>The class is partial, not nested, not generic, and has no base class of its own.</remarks>
/// <param name="platforms">The platform classes; at least one, none twice.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FhirPlatformGroupAttribute(params Type[] platforms) : Attribute
{
    /// <summary>The platform classes.</summary>
    public IReadOnlyList<Type> Platforms { get; } = platforms;
}
