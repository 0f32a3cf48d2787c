using System.ComponentModel;

namespace FhirTyped.R4;

/// <summary>Builds lists for collection expressions: <c>Given = ["Ann", "Lee"]</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PrimitiveListBuilder
{
    /// <summary>A list of the values.</summary>
    public static PrimitiveList<T> Create<T>(ReadOnlySpan<T> values)
    {
        var list = new PrimitiveList<T>();
        foreach (var value in values)
        {
            list.Add(value);
        }

        return list;
    }
}
