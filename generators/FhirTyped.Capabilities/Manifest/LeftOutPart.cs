namespace FhirTyped.Capabilities;

/// <summary>
/// Something that a statement lists and that could not be used (FHT0007). Nobody can say of it that the platform does not have it.
/// </summary>
/// <param name="ResourceType">The resource type under which it is listed, or empty where it is the whole system's.</param>
/// <param name="Part">What kind of thing it is.</param>
/// <param name="Name">Its name; empty where the statement's own cannot be read, so that it may be any of its kind.</param>
public sealed record LeftOutPart(string ResourceType, StatementPart Part, string Name)
{
    /// <summary>Whether it may be what is asked about. What the whole system lists is every resource type's, but for interactions.</summary>
    public bool MayBe(StatementPart part, string resourceType, string name) => Part == part
        && (ResourceType == resourceType || (ResourceType.Length == 0 && part != StatementPart.Interaction))
        && (Name.Length == 0 || Name == name);

    /// <summary>The canonical order: by resource type, kind and name.</summary>
    public static int Compare(LeftOutPart first, LeftOutPart second)
    {
        var order = string.CompareOrdinal(first.ResourceType, second.ResourceType);
        order = order != 0 ? order : first.Part.CompareTo(second.Part);
        return order != 0 ? order : string.CompareOrdinal(first.Name, second.Name);
    }
}
