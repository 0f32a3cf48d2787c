using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A page of whatever type: its resources are those of its Bundle.</summary>
internal interface IResourcePage
{
    /// <summary>The page as the server sent it.</summary>
    Bundle Bundle { get; }
}
