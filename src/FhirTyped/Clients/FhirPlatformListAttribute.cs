namespace FhirTyped;

/// <summary>
/// Marks a <c>partial</c> class of one's own to which the generator adds the list of the platforms that the project's platform files make:
/// <c>[FhirPlatformList] public static partial class Hospitals;</c> gets <c>Hospitals.All</c>, the <see cref="PlatformDescriptor"/>s in the ordinal order of their ids,
/// and <c>Hospitals.TryGet(id, out var platform)</c>.
/// </summary>
/// <remarks>
/// Nothing of a platform's class is loaded by it, and no manifest is read before it is used: it is for code that knows platforms as data, a gateway for example. The
/// descriptors are those of the classes (<c>Epic.Descriptor</c>). Platforms of referenced assemblies are not in it: those of FhirTyped.Platforms are in
/// <c>BuiltInPlatforms.All</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FhirPlatformListAttribute : Attribute;
