using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>Compares references: with and without their type and the server's base they are the same.</summary>
/// <param name="ownBaseUrl">The base that the client knows the server by, with its slash; empty for none.</param>
/// <param name="linkBaseUrl">The base that the server gives itself in the link.</param>
internal sealed class ReferenceAgreement(string ownBaseUrl, string linkBaseUrl)
{
    /// <summary>Compares two values.</summary>
    public Agreement Compare(ParameterPath sentPath, ParameterPath usedPath, string sentEscaped, string usedEscaped)
    {
        var sentText = SearchEscaping.Unescape(sentEscaped);
        var usedText = SearchEscaping.Unescape(usedEscaped);
        var sent = ReferenceParts.Parse(sentText);
        var used = ReferenceParts.Parse(usedText);
        if (sent is null || used is null)
        {
            return CompareCanonicals(sentText, usedText);
        }

        var sentType = sent.ResourceType ?? sentPath.TargetType;
        var usedType = used.ResourceType ?? usedPath.TargetType;
        if (sent.Id != used.Id)
        {
            return string.Equals(sent.Id, used.Id, StringComparison.OrdinalIgnoreCase) ? Agreement.Unclear : Agreement.Different;
        }

        if (sentType is not null && usedType is not null && sentType != usedType)
        {
            return Agreement.Different;
        }

        // subject=p1 may be a patient or a group: only patient=p1 says which.
        var types = sentType == usedType || sentPath.Name == usedPath.Name ? Agreement.Equal : Agreement.Unclear;
        return Worst(types, Worst(CompareVersions(sent.Version, used.Version), CompareBases(sent.BaseUrl, used.BaseUrl)));
    }

    private static Agreement Worst(Agreement left, Agreement right) => left > right ? left : right;

    private static Agreement CompareCanonicals(string sent, string used) =>
        sent == used ? Agreement.Equal

        // A version that the server chose: whether it is the one that was meant is its affair.
        : used.StartsWith(sent + "|", StringComparison.Ordinal) ? Agreement.Unclear
        : Agreement.Different;

    private static Agreement CompareVersions(string? sent, string? used) =>
        sent == used ? Agreement.Equal : sent is null ? Agreement.Unclear : Agreement.Different;

    private Agreement CompareBases(string sent, string used)
    {
        var isSentOwn = sent.Length == 0 || IsSame(sent, ownBaseUrl);
        var isUsedOwn = used.Length == 0 || IsSame(used, ownBaseUrl) || IsSame(used, linkBaseUrl);
        return IsSame(sent, used) || (isSentOwn && isUsedOwn) ? Agreement.Equal
            : isSentOwn || isUsedOwn ? Agreement.Unclear
            : Agreement.Different;
    }

    // Behind a proxy the scheme is often another one.
    private static bool IsSame(string left, string right) => string.Equals(WithoutScheme(left), WithoutScheme(right), StringComparison.OrdinalIgnoreCase);

    private static string WithoutScheme(string url)
    {
        var at = url.IndexOf("://", StringComparison.Ordinal);
        return (at < 0 ? url : url[(at + 3)..]).TrimEnd('/');
    }
}
