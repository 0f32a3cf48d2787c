using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A page of a search, whatever its resource type.</summary>
public abstract class FhirPage
{
    private protected FhirPage()
    {
    }

    /// <summary>Takes up a page that was read by itself.</summary>
    internal abstract void Load(Bundle bundle);
}
