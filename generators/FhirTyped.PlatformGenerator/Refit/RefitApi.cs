using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>What the Refit client of a resource type needs to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Namespace">Its namespace, ready to be written; empty is the global one.</param>
/// <param name="PlatformType">The full name of the platform's class, ready to be written.</param>
/// <param name="PlatformClass">The class's own name.</param>
/// <param name="PlatformName">What people call the platform.</param>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Members">The members of its endpoint: their places in <see cref="EndpointMembers.All"/>.</param>
/// <param name="TakesPost">Whether its searches may go by POST.</param>
/// <param name="Caveats">What the platform's rules say of every search of it, for people; empty where they say nothing.</param>
internal sealed record RefitApi(
    string Namespace, string PlatformType, string PlatformClass, string PlatformName, string ResourceType, EquatableArray<int> Members, bool TakesPost, string Caveats)
{
    /// <summary>Whether it takes and gives the classes of the Firely SDK.</summary>
    public bool IsFirely { get; init; }

    /// <summary>Whether the package for that is not there.</summary>
    public bool LacksFirely { get; init; }

    /// <summary>The name of its interface.</summary>
    public string Name => "I" + PlatformClass + ResourceType + "Api";

    /// <summary>The class of the resource.</summary>
    public string ResourceClass => CSharpNames.ResourceClass(ResourceType);

    /// <summary>The class of its queries.</summary>
    public string QueryClass => PlatformType + "." + QueryPropertyNames.QueryClass(ResourceType);
}
