using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Receipts;

/// <summary>
/// Compares references of matches with those that were asked for. Only a literal reference to another resource of this server
/// contradicts: an identifier, a contained resource, an address on another server or a group may all stand for the same patient.
/// </summary>
internal sealed class ReferenceCheck : MatchCheck
{
    private readonly ReferenceParts[] _asked;
    private readonly ReferenceParameter _parameter;
    private readonly SearchValueExtractor _extractor;

    // Null where an alternative names no type: a reference always does.
    private readonly string?[] _texts;

    /// <summary>Makes the check.</summary>
    /// <param name="asked">The alternatives; their base is the server's own.</param>
    /// <param name="parameter">Where the references are.</param>
    /// <param name="baseUrl">The server's own base.</param>
    public ReferenceCheck(ReferenceParts[] asked, ReferenceParameter parameter, string baseUrl)
    {
        _asked = asked;
        _parameter = parameter;
        _extractor = new(baseUrl);
        _texts = Array.ConvertAll(asked, static one => one.ResourceType is null ? null : one.ResourceType + "/" + one.Id);
    }

    public override MatchProof Look(Resource match, Func<string, bool> isOwnBase)
    {
        // Nearly every reference is written exactly so, and nothing more need be read of it.
        if (_parameter.Path?.Visit(match, _texts, static (element, texts) =>
            element is ResourceReference { Reference: { } text } && Array.IndexOf(texts, text) >= 0 ? MatchProof.Proven : (MatchProof?)null) is { } proof)
        {
            return proof;
        }

        var hasOther = false;
        var isUnknown = false;
        foreach (var value in _extractor.Extract(match, _parameter.Definition))
        {
            switch (LookAt((value as ReferenceIndexValue)?.Target, isOwnBase))
            {
                case MatchProof.Proven:
                    return MatchProof.Proven;
                case MatchProof.Contradicted:
                    hasOther = true;
                    break;
                case MatchProof.Unknown:
                    isUnknown = true;
                    break;
            }
        }

        return hasOther && !isUnknown ? MatchProof.Contradicted : MatchProof.Unknown;
    }

    /// <summary>What one reference says; null where it is about something else altogether.</summary>
    private MatchProof? LookAt(ReferenceTarget? target, Func<string, bool> isOwnBase)
    {
        if (target is not { ResourceType: { } type, Id: { } id })
        {
            return MatchProof.Unknown;
        }

        MatchProof? proof = type == "Group" ? MatchProof.Unknown : null;
        foreach (var one in _asked)
        {
            if (one.ResourceType is not null && one.ResourceType != type)
            {
                continue;
            }

            if (one.Id == id)
            {
                return MatchProof.Proven;
            }

            proof = proof == MatchProof.Unknown || string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase) ? MatchProof.Unknown : MatchProof.Contradicted;
        }

        return proof == MatchProof.Contradicted && !target.IsLocal && !isOwnBase(target.Url[..(target.Url.Length - type.Length - id.Length - 1)])
            ? MatchProof.Unknown
            : proof;
    }
}
