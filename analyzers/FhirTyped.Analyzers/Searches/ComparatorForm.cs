namespace FhirTyped.Analyzers;

/// <summary>How the arguments of a comparator make the values of a criterion.</summary>
internal enum ComparatorForm
{
    /// <summary>One value of one argument.</summary>
    Single,

    /// <summary>A list of which any may hold.</summary>
    Any,

    /// <summary>Two criteria: from and to.</summary>
    Range,

    /// <summary>Whether the parameter is missing.</summary>
    Missing,

    /// <summary>One argument for a code system without a code.</summary>
    System,

    /// <summary>Parts of one value that are joined.</summary>
    Parts,

    /// <summary>A resource type, which is the modifier, and an id.</summary>
    TypeAndId,
}
