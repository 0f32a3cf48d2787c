namespace FhirTyped.R4.FhirPath;

/// <summary>What an expression stands on: <c>$this</c>, <c>$index</c> and <c>$total</c>.</summary>
internal readonly struct Scope(List<FhirPathValue> focus, int index = -1, List<FhirPathValue>? total = null)
{
    /// <summary>The items that a name begins with. One item inside <c>where</c> and its like.</summary>
    public List<FhirPathValue> Focus { get; } = focus;

    /// <summary>The place of the item, from 0; -1 where there is no iteration.</summary>
    public int Index { get; } = index;

    /// <summary>What <c>aggregate</c> has gathered so far.</summary>
    public List<FhirPathValue>? Total { get; } = total;
}
