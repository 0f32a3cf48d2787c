namespace FhirTyped;

/// <summary>Marks a Refit interface, and the class of its extensions: whose it is, and of which resource type. Analyzers read it.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
public sealed class FhirRefitApiAttribute : Attribute
{
    /// <summary>Makes the mark.</summary>
    /// <param name="platform">The platform class.</param>
    /// <param name="resourceType">The resource type, for example <c>Patient</c>.</param>
    public FhirRefitApiAttribute(Type platform, string resourceType)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(resourceType);
        Platform = platform;
        ResourceType = resourceType;
    }

    /// <summary>The platform class.</summary>
    public Type Platform { get; }

    /// <summary>The resource type, for example <c>Patient</c>.</summary>
    public string ResourceType { get; }
}
