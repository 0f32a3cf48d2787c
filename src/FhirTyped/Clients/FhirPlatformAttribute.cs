namespace FhirTyped;

/// <summary>Names a platform class of an assembly, so that it is found by its id without looking at every type.</summary>
/// <param name="id">The platform's id.</param>
/// <param name="platform">The platform class.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class FhirPlatformAttribute(string id, Type platform) : Attribute
{
    /// <summary>The platform's id.</summary>
    public string Id { get; } = id;

    /// <summary>The platform class.</summary>
    public Type Platform { get; } = platform;
}
