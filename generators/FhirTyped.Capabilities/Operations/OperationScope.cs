namespace FhirTyped.Capabilities;

/// <summary>Where a definition says that an operation can be called.</summary>
/// <param name="ResourceType">The resource type; <c>Resource</c> is every type.</param>
/// <param name="Name">Its name in the URL, without <c>$</c>.</param>
/// <param name="Levels">On what it can be called.</param>
/// <param name="Definition">The canonical address of the definition.</param>
internal sealed record OperationScope(string ResourceType, string Name, OperationLevels Levels, string Definition)
{
    /// <summary>The resource type that stands for every type.</summary>
    public const string EveryType = "Resource";

    /// <summary>What a type's letters (<c>s</c>, <c>t</c>, <c>i</c>) say.</summary>
    public static OperationLevels LevelsOf(string letters) =>
        (letters.IndexOf('s') >= 0 ? OperationLevels.System : OperationLevels.None)
        | (letters.IndexOf('t') >= 0 ? OperationLevels.Type : OperationLevels.None)
        | (letters.IndexOf('i') >= 0 ? OperationLevels.Instance : OperationLevels.None);

    /// <summary>Whether it can be called on a resource type or on one of its resources.</summary>
    public bool AppliesTo(string resourceType) =>
        (Levels & (OperationLevels.Type | OperationLevels.Instance)) != 0 && (ResourceType == EveryType || ResourceType == resourceType);

    /// <summary>The id by which some servers name it: <c>Patient-everything</c>.</summary>
    public string Id => ResourceType + "-" + Name;
}
