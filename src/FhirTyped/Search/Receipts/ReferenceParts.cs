using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>The value of a reference criterion, taken apart: <c>p1</c>, <c>Patient/p1</c> or an absolute address.</summary>
/// <param name="BaseUrl">What stands before the type, with its slash; empty for a relative reference.</param>
/// <param name="ResourceType">The type that it names; null where it names none.</param>
/// <param name="Id">The id.</param>
/// <param name="Version">The version behind <c>_history</c>; null where there is none.</param>
internal sealed record ReferenceParts(string BaseUrl, string? ResourceType, string Id, string? Version)
{
    /// <summary>Takes a value apart; null where it is no address of a resource, as a canonical or a <c>urn:</c> is.</summary>
    public static ReferenceParts? Parse(string text)
    {
        var target = ReferenceTarget.Parse(text, "");
        if (target is { ResourceType: { } type, Id: { } id })
        {
            return new ReferenceParts(target.Url[..(target.Url.Length - type.Length - id.Length - 1)], type, id, target.Version);
        }

        return text.Length > 0 && text.AsSpan().IndexOfAny("/:|") < 0 ? new ReferenceParts("", null, text, null) : null;
    }
}
