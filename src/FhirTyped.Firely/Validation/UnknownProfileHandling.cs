namespace FhirTyped.Firely;

/// <summary>What it means that a resource claims a profile (<c>meta.profile</c>) that is in none of the packages.</summary>
public enum UnknownProfileHandling
{
    /// <summary>An error: that the resource conforms, nobody has looked at.</summary>
    Error,

    /// <summary>A warning: other profiles and the base definition are looked at all the same.</summary>
    Warning,
}
